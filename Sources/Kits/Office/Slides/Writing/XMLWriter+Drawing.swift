extension XMLWriter {
    /// A fill with a colour of the theme.
    mutating func fill(_ color: OfficeColor) {
        element("a:solidFill") { xml in xml.color(color) }
    }

    /// A colour of the theme.
    mutating func color(_ color: OfficeColor) {
        guard color.opacity < 1 else { return value("a:schemeClr", color.slot.rawValue) }
        let share = Int((max(0, color.opacity) * 100_000).rounded())
        element("a:schemeClr", ["val": color.slot.rawValue]) { xml in
            guard color.slot == .text1 else { return xml.value("a:alpha", share) }
            // A grey, mixed by lightness: not every program shows lines and text that one can see
            // through.
            guard !xml.isGroundDark else { return xml.value("a:lumMod", share) }
            // A dark blue would turn purple.
            xml.value("a:satMod", 30_000)
            xml.value("a:lumMod", share)
            xml.value("a:lumOff", 100_000 - share)
        }
    }

    /// The place of a shape; `name` is `a:xfrm` or `p:xfrm`.
    mutating func transform(_ name: String, _ frame: Frame) {
        element(name) { xml in
            xml.element("a:off", ["x": String(frame.x), "y": String(frame.y)])
            xml.element("a:ext", ["cx": String(frame.width), "cy": String(frame.height)])
        }
    }

    /// The number, name and description of a shape.
    mutating func identity(_ id: Int, _ name: String, altText: String? = nil) {
        element("p:cNvPr", ["id": String(id), "name": "\(name) \(id)", "descr": altText])
    }

    /// A piece of text.
    mutating func run(
        _ run: TextRun, language: String, size: Double? = nil, isBold: Bool = false,
        color: OfficeColor? = nil, sample: [XMLElement]? = nil
    ) {
        // A line feed within a paragraph is a break.
        for (index, line) in run.text.split(separator: "\n", omittingEmptySubsequences: false)
            .enumerated()
        {
            if index > 0 { element("a:br") }
            element("a:r") { xml in
                xml.element(
                    "a:rPr",
                    [
                        "lang": language, "sz": size.map { String(Int(($0 * 100).rounded())) },
                        "b": isBold || run.isBold ? "1" : nil, "dirty": "0",
                    ]
                ) { xml in
                    let fill = sample?.first { $0.localName == "solidFill" }
                    if let color = run.color ?? color {
                        xml.fill(color)
                    } else if let fill {
                        xml.tree(fill)
                    }
                    for typeface in sample ?? [] where typeface.localName == "latin" {
                        xml.tree(typeface)
                    }
                }
                xml.element("a:t", text: String(line))
            }
        }
    }
}
