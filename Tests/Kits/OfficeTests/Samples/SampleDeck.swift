import Office

/// A deck with every kind of slide and chart, about the shops of a made-up company.
enum SampleDeck {
    static let presentation = Presentation(
        title: "Shops in October 2026", language: "en-US",
        slides: [
            Slide(
                layout: .title, title: "Shops in October 2026",
                subtitle: "Made-up numbers, with every kind of slide", notes: "Welcome everybody."),
            Slide(
                layout: .text, title: "Sales fell in October, and two shops explain it",
                subtitle: "What to talk about",
                content: [.paragraphs(findings)], source: "Source: tills of all shops, n = 1,204",
                notes: "Say the two shops by name.\nLeave time for questions."),
        ] + SampleCharts.slides + [
            Slide(
                layout: .text, title: "Most shops need nothing; two need a visit",
                content: [.table(SampleCharts.table)], source: "Source: tills of all shops"),
            Slide(
                layout: .chart, title: "The new shop window, from the street",
                content: [.picture(picture)], source: "Photo: nobody"),
        ],
        footer: "Example Ltd · October 2026")

    static let findings: [Paragraph] = [
        .heading("What happened"),
        .bullet("Sales fell by 7 % against September, which is outside the usual range."),
        .bullet("Two of twelve shops explain the fall: Harbour and Old Town."),
        .bullet("Harbour was closed for nine days.", level: 1),
        Paragraph(
            [
                TextRun("What to do: ", isBold: true), TextRun("ask both shops for a plan by "),
                TextRun("15 November", isBold: true, color: .emphasis), TextRun("."),
            ]),
    ]

    /// A blue rectangle of 160 × 90 pixels.
    static let picture = Picture(png: samplePNG, altText: "A blue rectangle.")
}
