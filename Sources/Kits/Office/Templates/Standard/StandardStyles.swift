/// The look of titles and text on the built-in template.
enum StandardStyles {
    /// The styles of the master.
    static let element = XMLElement(
        "p:txStyles", [:],
        [
            XMLElement("p:titleStyle", [:], [title]),
            XMLElement("p:bodyStyle", [:], (1...5).map(level)),
            XMLElement("p:otherStyle", [:], [other]),
        ])

    private static let title = XMLElement(
        "a:lvl1pPr", ["algn": "l"],
        [
            spacing("a:lnSpc", "a:spcPct", 95_000), XMLElement("a:buNone"),
            XMLElement(
                "a:defRPr", ["sz": "2600", "b": "1"], [.fill("tx1")] + typefaces("+mj")),
        ])

    private static let other = XMLElement(
        "a:lvl1pPr", ["algn": "l"],
        [XMLElement("a:defRPr", ["sz": "1400"], [.fill("tx1")] + typefaces("+mn"))])

    private static func level(_ number: Int) -> XMLElement {
        let indent = 228_600
        return XMLElement(
            "a:lvl\(number)pPr",
            [
                "marL": String(indent * number), "indent": String(-indent), "algn": "l",
            ],
            [
                spacing("a:lnSpc", "a:spcPct", 105_000),
                spacing("a:spcBef", "a:spcPts", number == 1 ? 1000 : 400),
                XMLElement("a:buClr", [:], [XMLElement("a:schemeClr", ["val": "accent1"])]),
                XMLElement("a:buFont", ["typeface": "Arial"]),
                XMLElement("a:buChar", ["char": number == 1 ? "•" : "–"]),
                XMLElement(
                    "a:defRPr", ["sz": String(max(1400, 2200 - 200 * number))],
                    [.fill("tx1")] + typefaces("+mn")),
            ])
    }

    private static func spacing(_ name: String, _ unit: String, _ value: Int) -> XMLElement {
        XMLElement(name, [:], [XMLElement(unit, ["val": String(value)])])
    }

    private static func typefaces(_ name: String) -> [XMLElement] {
        [
            XMLElement("a:latin", ["typeface": name + "-lt"]),
            XMLElement("a:ea", ["typeface": name + "-ea"]),
            XMLElement("a:cs", ["typeface": name + "-cs"]),
        ]
    }
}
