extension StandardTemplate {
    /// The frames of the layouts for content, in the order from top to bottom.
    private static let titleFrame = Frame(
        x: margin, y: inches(0.35), width: column, height: inches(0.88))
    private static let subtitleFrame = Frame(
        x: margin, y: inches(1.26), width: column, height: inches(0.36))
    private static let contentFrame = Frame(
        x: margin, y: inches(1.74), width: column, height: inches(4.86))
    private static let sourceFrame = Frame(
        x: margin, y: inches(6.65), width: column, height: inches(0.26))
    private static let footerFrame = Frame(
        x: margin, y: inches(7), width: inches(9), height: inches(0.28))
    private static let numberFrame = Frame(
        x: width - margin - inches(1), y: inches(7), width: inches(1), height: inches(0.28))

    private static let footers = [
        StandardShape(
            "Footer", "ftr", index: 11, footerFrame, size: 1000, color: ("tx1", 60), anchor: "ctr"),
        StandardShape(
            "Slide Number", "sldNum", index: 12, numberFrame, size: 1000, color: ("tx1", 60),
            anchor: "ctr", alignment: "r"),
    ]

    static let masterShapes =
        [
            StandardShape("Title", "title", titleFrame, anchor: "b"),
            StandardShape("Text", "body", index: 1, contentFrame),
        ] + footers

    /// The opening slide: white on dark blue.
    static let opening = layout(
        .title, kind: "title", ground: ground("tx2"),
        [
            StandardShape(
                "Title", "ctrTitle",
                Frame(x: inches(0.9), y: inches(1.7), width: inches(11.4), height: inches(2.2)),
                size: 4000, color: ("bg1", 100), anchor: "b"),
            StandardShape(
                rule: Frame(
                    x: inches(0.9), y: inches(4.08), width: inches(1.1), height: inches(0.05)),
                color: "accent2"),
            StandardShape(
                "Subtitle", "subTitle", index: 1,
                Frame(x: inches(0.9), y: inches(4.33), width: inches(11.4), height: inches(1.3)),
                size: 2000, color: ("bg1", 80), anchor: "t", hasBullets: false),
        ])

    /// A title, one place for content, and small lines above and below it.
    static func content(_ name: SlideLayout, kind: String) -> XMLElement {
        layout(
            name, kind: kind, ground: nil,
            [
                StandardShape("Title", "title", titleFrame, anchor: "b"),
                StandardShape(
                    "Subtitle", "body", index: 13, subtitleFrame, size: 1400, color: ("tx1", 70),
                    anchor: "t", hasBullets: false),
                StandardShape("Content", "obj", index: 1, contentFrame),
                StandardShape(
                    "Source", "body", index: 14, sourceFrame, size: 1000, color: ("tx1", 60),
                    anchor: "b", hasBullets: false),
            ] + footers)
    }

    private static func layout(
        _ name: SlideLayout, kind: String, ground: XMLElement?, _ shapes: [StandardShape]
    ) -> XMLElement {
        let slide = XMLElement(
            "p:cSld", ["name": "parallax:\(name.rawValue)"],
            (ground.map { [$0] } ?? []) + [tree(shapes)])
        return XMLElement(
            "p:sldLayout",
            [
                "xmlns:a": Namespace.drawing, "xmlns:r": Namespace.relationships,
                "xmlns:p": Namespace.presentation, "type": kind, "preserve": "1",
            ],
            [
                slide,
                XMLElement("p:clrMapOvr", [:], [XMLElement("a:masterClrMapping")]),
            ])
    }
}
