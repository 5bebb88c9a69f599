/// A placeholder or a rule on the built-in template.
struct StandardShape {
    private let name: String
    private let type: String?
    private var index: Int?
    private let frame: Frame
    private var size: Int?
    private var color: (name: String, opacity: Int)?
    private var anchor: String?
    private var alignment: String?
    private var hasBullets = true

    /// A placeholder. What is not given is as the master has it.
    init(
        _ name: String, _ type: String, index: Int? = nil, _ frame: Frame, size: Int? = nil,
        color: (String, Int)? = nil, anchor: String? = nil, alignment: String? = nil,
        hasBullets: Bool = true
    ) {
        self.name = name
        self.type = type
        self.index = index
        self.frame = frame
        self.size = size
        self.color = color
        self.anchor = anchor
        self.alignment = alignment
        self.hasBullets = hasBullets
    }

    /// A filled bar.
    init(rule frame: Frame, color: String) {
        name = "Rule"
        type = nil
        self.frame = frame
        self.color = (color, 100)
    }

    /// The shape with its number.
    func element(id: Int) -> XMLElement {
        let place: [XMLElement] =
            type.map { type in
                var place = XMLElement("p:ph", ["type": type])
                if type == "obj" { place.attributes = [] }
                if let index {
                    place.attributes.append(.init(name: "idx", value: String(index)))
                }
                if type != "title", type != "ctrTitle", type != "obj", type != "subTitle",
                    index != 1
                {
                    place.attributes.append(.init(name: "sz", value: "quarter"))
                }
                return [place]
            } ?? []
        let locks = XMLElement("a:spLocks", ["noGrp": "1"])
        return XMLElement(
            "p:sp", [:],
            [
                XMLElement(
                    "p:nvSpPr", [:],
                    [
                        XMLElement("p:cNvPr", ["id": String(id), "name": "\(name) \(id)"]),
                        XMLElement("p:cNvSpPr", [:], type == nil ? [] : [locks]),
                        XMLElement("p:nvPr", [:], place),
                    ]),
                properties, text,
            ])
    }

    private var properties: XMLElement {
        let transform = XMLElement(
            "a:xfrm", [:],
            [
                XMLElement("a:off", ["x": String(frame.x), "y": String(frame.y)]),
                XMLElement("a:ext", ["cx": String(frame.width), "cy": String(frame.height)]),
            ])
        let shape = XMLElement("a:prstGeom", ["prst": "rect"], [XMLElement("a:avLst")])
        guard type == nil, let color else { return XMLElement("p:spPr", [:], [transform, shape]) }
        return XMLElement(
            "p:spPr", [:],
            [
                transform, shape, .fill(color.name),
                XMLElement("a:ln", [:], [XMLElement("a:noFill")]),
            ])
    }

    private var text: XMLElement {
        var body = XMLElement(
            "a:bodyPr", ["lIns": "0", "tIns": "0", "rIns": "0", "bIns": "0"],
            [XMLElement("a:normAutofit")])
        if let anchor { body.attributes.append(.init(name: "anchor", value: anchor)) }
        let hint =
            type == "sldNum"
            ? XMLElement(
                "a:fld", ["id": "{00000000-0000-4000-8000-000000000001}", "type": "slidenum"],
                [XMLElement("a:rPr", ["lang": "en-US"]), words("‹#›")])
            : XMLElement("a:r", [:], [XMLElement("a:rPr", ["lang": "en-US"]), words(name)])
        let isShown = type != nil
        return XMLElement(
            "p:txBody", [:],
            [
                body, list,
                XMLElement(
                    "a:p", [:],
                    isShown ? [hint] : [XMLElement("a:endParaRPr", ["lang": "en-US"])]),
            ])
    }

    private func words(_ text: String) -> XMLElement {
        XMLElement(name: "a:t", attributes: [], content: [.text(text)])
    }

    private var list: XMLElement {
        guard size != nil || color != nil || alignment != nil || !hasBullets else {
            return XMLElement("a:lstStyle")
        }
        var run = XMLElement("a:defRPr", [:], color.map { [filled($0)] } ?? [])
        if let size { run.attributes.append(.init(name: "sz", value: String(size))) }
        var level = XMLElement(
            "a:lvl1pPr", [:], (hasBullets ? [] : [XMLElement("a:buNone")]) + [run])
        if !hasBullets {
            level.attributes += [
                .init(name: "marL", value: "0"), .init(name: "indent", value: "0"),
            ]
            level.content.insert(
                .element(
                    XMLElement("a:spcBef", [:], [XMLElement("a:spcPts", ["val": "0"])])), at: 0)
        }
        if let alignment { level.attributes.append(.init(name: "algn", value: alignment)) }
        return XMLElement("a:lstStyle", [:], [level])
    }

    private func filled(_ color: (name: String, opacity: Int)) -> XMLElement {
        .fill(color.name, opacity: color.opacity < 100 ? color.opacity : nil)
    }
}
