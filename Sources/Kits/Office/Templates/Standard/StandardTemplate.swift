/// The master and layouts of the built-in template, and the main part that names them.
struct StandardTemplate {
    /// The size of a slide: 13.333 × 7.5 inches.
    static let width = 12_192_000
    static let height = 6_858_000

    static let margin = inches(0.65)
    static let column = width - 2 * margin

    /// The master.
    let master: XMLElement
    /// The layouts for title, chart and text.
    let layouts: [XMLElement]
    /// The main part.
    let presentation: XMLElement

    init() {
        layouts = [
            Self.opening, Self.content(.chart, kind: "obj"), Self.content(.text, kind: "obj"),
        ]
        master = Self.master(layoutCount: layouts.count)
        presentation = XMLElement(
            "p:presentation",
            [
                "xmlns:a": Namespace.drawing, "xmlns:r": Namespace.relationships,
                "xmlns:p": Namespace.presentation, "saveSubsetFonts": "1",
            ],
            [
                XMLElement(
                    "p:sldMasterIdLst", [:],
                    [XMLElement("p:sldMasterId", ["id": "2147483648", "r:id": "rId1"])]),
                XMLElement(
                    "p:sldSz", ["cx": String(Self.width), "cy": String(Self.height)]),
                XMLElement("p:notesSz", ["cx": "6858000", "cy": "9144000"]),
            ])
    }

    private static func master(layoutCount: Int) -> XMLElement {
        XMLElement(
            "p:sldMaster", namespaces,
            [
                XMLElement("p:cSld", [:], [ground("bg1"), tree(masterShapes)]),
                XMLElement(
                    "p:clrMap",
                    [
                        "bg1": "lt1", "tx1": "dk1", "bg2": "lt2", "tx2": "dk2",
                        "accent1": "accent1", "accent2": "accent2", "accent3": "accent3",
                        "accent4": "accent4", "accent5": "accent5", "accent6": "accent6",
                        "hlink": "hlink", "folHlink": "folHlink",
                    ]),
                XMLElement(
                    "p:sldLayoutIdLst", [:],
                    (1...layoutCount).map {
                        XMLElement(
                            "p:sldLayoutId",
                            ["id": String(2_147_483_648 + $0), "r:id": "rId\($0)"])
                    }),
                StandardStyles.element,
            ])
    }

    static let namespaces: KeyValuePairs = [
        "xmlns:a": Namespace.drawing, "xmlns:r": Namespace.relationships,
        "xmlns:p": Namespace.presentation,
    ]

    static func ground(_ color: String) -> XMLElement {
        XMLElement(
            "p:bg", [:], [XMLElement("p:bgPr", [:], [.fill(color), XMLElement("a:effectLst")])])
    }

    /// A tree of shapes, numbered from 2.
    static func tree(_ shapes: [StandardShape]) -> XMLElement {
        let group = XMLElement(
            "p:nvGrpSpPr", [:],
            [
                XMLElement("p:cNvPr", ["id": "1", "name": ""]), XMLElement("p:cNvGrpSpPr"),
                XMLElement("p:nvPr"),
            ])
        return XMLElement(
            "p:spTree", [:],
            [group, XMLElement("p:grpSpPr")]
                + shapes.enumerated().map { $0.element.element(id: $0.offset + 2) })
    }
}
