/// Reads the layouts of a master, with what they take over from it.
struct LayoutReader {
    private let master: XMLElement

    /// A reader for the layouts of a master.
    init(master: XMLElement) { self.master = master }

    /// Reads a layout.
    func layout(_ element: XMLElement, path: String) -> TemplateLayout {
        var placeholders: [Placeholder] = []
        var isVertical = false
        for shape in shapes(of: element) {
            guard let place = place(of: shape) else { continue }
            let type = place["type"] ?? "obj"
            if place["orient"] == "vert"
                || bodyProperties(of: shape)?["vert"]?.hasPrefix("vert") == true
            {
                isVertical = true
            }
            let parent = masterShape(for: type)
            guard let frame = frame(of: shape) ?? parent.flatMap(frame) else { continue }
            placeholders.append(
                Placeholder(
                    type: type, index: place.number("idx") ?? 0, frame: frame,
                    insets: insets([shape, parent]), levels: levels(type, shape, parent)))
        }
        return TemplateLayout(
            path: path, name: element.first("cSld")?["name"] ?? "", kind: element["type"] ?? "",
            placeholders: placeholders, isVertical: isVertical)
    }

    private func shapes(of element: XMLElement) -> [XMLElement] {
        element.first("cSld", "spTree")?.children("sp") ?? []
    }

    private func place(of shape: XMLElement) -> XMLElement? {
        shape.first("nvSpPr", "nvPr", "ph")
    }

    private func bodyProperties(of shape: XMLElement) -> XMLElement? {
        shape.first("txBody", "bodyPr")
    }

    /// The shape of the master that a placeholder takes its place and look from.
    private func masterShape(for type: String) -> XMLElement? {
        let wanted =
            switch type {
            case "ctrTitle", "title": "title"
            case "dt", "ftr", "sldNum": type
            default: "body"
            }
        return shapes(of: master).first { place(of: $0).map { $0["type"] ?? "obj" } == wanted }
    }

    private func frame(of shape: XMLElement) -> Frame? {
        guard let transform = shape.first("spPr", "xfrm"), let offset = transform.first("off"),
            let extent = transform.first("ext"), let x = offset.number("x"),
            let y = offset.number("y"), let width = extent.number("cx"),
            let height = extent.number("cy"), width > 0, height > 0,
            [x, y, width, height].allSatisfy({ abs($0) < 100_000_000 })
        else { return nil }
        return Frame(x: x, y: y, width: width, height: height)
    }

    private func insets(_ shapes: [XMLElement?]) -> Placeholder.Insets {
        let properties = shapes.compactMap { $0.flatMap(bodyProperties) }
        func value(_ name: String) -> Int? {
            properties.lazy.compactMap { $0.number(name) }.first { (0..<10_000_000).contains($0) }
        }
        let usual = Placeholder.Insets()
        return Placeholder.Insets(
            left: value("lIns") ?? usual.left, top: value("tIns") ?? usual.top,
            right: value("rIns") ?? usual.right, bottom: value("bIns") ?? usual.bottom)
    }

    private func levels(_ type: String, _ shape: XMLElement, _ parent: XMLElement?) -> [TextLevel] {
        let style =
            switch type {
            case "title", "ctrTitle": "titleStyle"
            case "dt", "ftr", "sldNum": "otherStyle"
            default: "bodyStyle"
            }
        // What is nearer to the slide counts more.
        let lists = [
            shape.first("txBody", "lstStyle"), parent?.first("txBody", "lstStyle"),
            master.first("txStyles", style),
        ].compactMap { $0 }
        return (1...5).map { number in
            var level = level(lists.compactMap { $0.first("lvl\(number)pPr") })
            let hasSize = lists.contains { $0.first("lvl\(number)pPr", "defRPr")?["sz"] != nil }
            if !hasSize { takeSample(of: [shape, parent], number, to: &level) }
            return level
        }
    }

    /// The look of the text that a placeholder shows while it is empty.
    private func takeSample(
        of shapes: [XMLElement?], _ number: Int, to level: inout TextLevel
    ) {
        let paragraphs = shapes.compactMap { $0?.first("txBody") }.flatMap { $0.children("p") }
        // Words say more than the end of an empty paragraph.
        func hasWords(_ paragraph: XMLElement) -> Bool {
            paragraph.first("r", "rPr")?["sz"] != nil
        }
        let ownLevel = paragraphs.filter { ($0.first("pPr")?.number("lvl") ?? 0) == number - 1 }
        let own = ownLevel.first(where: hasWords) ?? ownLevel.first
        let boxed = TextLevel.box[number - 1]
        level.sample = []
        level.indent = boxed.indent
        level.spaceBefore = boxed.spaceBefore
        guard let paragraph = own ?? paragraphs.first(where: hasWords) ?? paragraphs.first,
            let run = paragraph.first("r", "rPr") ?? paragraph.first("endParaRPr"),
            let size = run.number("sz"), (100...40_000).contains(size)
        else { return }
        level.size = Double(size) / 100 * (own == nil ? 0.9 : 1)
        level.isBold = run["b"] == "1"
        level.sample = run.children.filter { ["solidFill", "latin"].contains($0.localName) }
    }

    /// The look of a level; the first list that says something counts.
    private func level(_ properties: [XMLElement]) -> TextLevel {
        var level = TextLevel()
        let runs = properties.compactMap { $0.first("defRPr") }
        if let size = runs.lazy.compactMap({ $0.number("sz") }).first, (100...40_000).contains(size)
        {
            level.size = Double(size) / 100
        }
        level.isBold =
            runs.lazy.compactMap { $0["b"] }.first.map { $0 == "1" || $0 == "true" } ?? false
        level.isCapitals = runs.lazy.compactMap { $0["cap"] }.first == "all"
        if let indent = properties.lazy.compactMap({ $0.number("marL") }).first {
            level.indent = min(max(indent, 0), 10_000_000)
        }
        if let spacing = properties.lazy.compactMap({ $0.first("lnSpc", "spcPct")?.percentage })
            .first
        {
            level.lineSpacing = min(max(spacing, 0.5), 3)
        }
        for before in properties.compactMap({ $0.first("spcBef") }) {
            if let points = before.first("spcPts")?.number("val") {
                level.spaceBefore = Double(min(max(points, 0), 20_000)) / 100
            } else if let share = before.first("spcPct")?.percentage {
                level.spaceBefore = level.size * 1.2 * min(max(share, 0), 5)
            }
            break
        }
        return level
    }
}

extension XMLElement {
    /// A percentage in `val`, which is written as `90%` or as thousandths of a percent.
    fileprivate var percentage: Double? {
        guard let text = self["val"] else { return nil }
        if text.hasSuffix("%") { return Double(text.dropLast()).map { $0 / 100 } }
        return Double(text).map { $0 / 100_000 }
    }
}
