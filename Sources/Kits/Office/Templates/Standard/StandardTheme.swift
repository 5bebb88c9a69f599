/// The colours and fonts of the built-in template.
enum StandardTheme {
    /// The typeface of all text. Every program that shows slides has it, or one of its widths.
    static let typeface = "Arial"

    /// The theme part.
    static let element = XMLElement(
        "a:theme", ["xmlns:a": Namespace.drawing, "name": "Parallax"],
        [XMLElement("a:themeElements", [:], [colors, fonts, formats])])

    private static let colors = XMLElement(
        "a:clrScheme", ["name": "Parallax"],
        [
            ("dk1", "1B1F3B"), ("lt1", "FFFFFF"), ("dk2", "12152B"), ("lt2", "F3F5FA"),
            ("accent1", "2457C5"), ("accent2", "D9730D"), ("accent3", "3E9C8C"),
            ("accent4", "F2C75C"), ("accent5", "8F2D3A"), ("accent6", "9AA7C7"),
            ("hlink", "2457C5"), ("folHlink", "6B7080"),
        ].map { XMLElement("a:" + $0.0, [:], [XMLElement("a:srgbClr", ["val": $0.1])]) })

    private static let fonts = XMLElement(
        "a:fontScheme", ["name": "Parallax"],
        ["a:majorFont", "a:minorFont"].map {
            XMLElement(
                $0, [:],
                [
                    XMLElement("a:latin", ["typeface": typeface]),
                    XMLElement("a:ea", ["typeface": ""]),
                    XMLElement("a:cs", ["typeface": ""]),
                ])
        })

    /// Three plain fills, lines and effects; a theme must have them.
    private static let formats = XMLElement(
        "a:fmtScheme", ["name": "Parallax"],
        [
            XMLElement("a:fillStyleLst", [:], [fill, fill, fill]),
            XMLElement(
                "a:lnStyleLst", [:],
                [6350, 12_700, 19_050].map { XMLElement("a:ln", ["w": String($0)], [fill]) }),
            XMLElement(
                "a:effectStyleLst", [:],
                (0..<3).map { _ in
                    XMLElement("a:effectStyle", [:], [XMLElement("a:effectLst")])
                }),
            XMLElement("a:bgFillStyleLst", [:], [fill, fill, fill]),
        ])

    private static let fill = XMLElement.fill("phClr")
}

extension XMLElement {
    /// A fill with a colour of the theme.
    static func fill(_ color: String, opacity: Int? = nil) -> XMLElement {
        let alpha = opacity.map { [XMLElement("a:alpha", ["val": String($0 * 1000)])] } ?? []
        return XMLElement("a:solidFill", [:], [XMLElement("a:schemeClr", ["val": color], alpha)])
    }
}
