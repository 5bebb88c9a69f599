import Office
import Testing

@Suite struct ForeignTemplateTests {
    @Test func `nothing of a template's own slides stays`() throws {
        let secret = "Nightfall"
        let first = Presentation(
            title: secret,
            slides: [
                Slide(layout: .title, title: secret, subtitle: secret, notes: secret),
                Slide(
                    layout: .chart, title: secret,
                    content: [
                        .chart(
                            NativeChart(
                                .categories(
                                    CategoryPlot(
                                        categories: [secret], valueAxis: ChartAxis(),
                                        lines: [LineSeries(secret, [1])])), altText: secret))
                    ], source: secret, notes: secret),
                Slide(layout: .chart, title: secret, content: [.picture(SampleDeck.picture)]),
            ], footer: secret)
        var parts = try PackageFixture(first.pptx(on: .standard).bytes)
        // Sections, custom shows and guides belong to the slides too.
        try parts.replace(
            "</p:presentation>",
            with: "<p:custShowLst><p:custShow name=\"\(secret)\" id=\"0\"/></p:custShowLst>"
                + "<p:extLst><p:ext uri=\"{521415D9-36F7-43E2-AB2F-B90AF26B5E84}\"/></p:extLst>"
                + "</p:presentation>", in: "ppt/presentation.xml")
        parts.parts.append(("docProps/thumbnail.jpeg", Array(secret.utf8)))
        let template = try SlideTemplate(parts.zipped())
        let second = Presentation(title: "New", slides: [Slide(layout: .text, title: "New")])
        let written = try PackageFixture(second.pptx(on: template).bytes)
        for part in written.parts {
            #expect(!String(decoding: part.bytes, as: UTF8.self).contains(secret), "\(part.name)")
        }
        #expect(written.names(in: "ppt/slides") == ["ppt/slides/slide1.xml"])
        for folder in ["ppt/charts", "ppt/embeddings", "ppt/media", "ppt/notesSlides"] {
            #expect(!written.parts.contains { $0.name.hasPrefix(folder) })
        }
    }

    @Test func `parts of the master that are not understood stay as they are`() throws {
        var parts = try PackageFixture(plainDeck())
        let odd =
            "<p:extLst><p:ext uri=\"{odd}\"><x:odd xmlns:x=\"urn:x\">ö</x:odd></p:ext></p:extLst>"
        let master = "ppt/slideMasters/slideMaster1.xml"
        try parts.replace("</p:sldMaster>", with: odd + "</p:sldMaster>", in: master)
        let before = parts.text(master)
        let deck = Presentation(title: "t", slides: [Slide(layout: .text, title: "t")])
        let written = try PackageFixture(deck.pptx(on: SlideTemplate(parts.zipped())).bytes)
        #expect(written.text(master) == before)
    }

    @Test func `a deck on itself as a template gives the same bytes`() throws {
        let deck = SampleDeck.presentation
        let first = try deck.pptx(on: .standard).bytes
        let second = try deck.pptx(on: SlideTemplate(first)).bytes
        let third = try deck.pptx(on: SlideTemplate(second)).bytes
        #expect(second == third)
        #expect(try deck.pptx(on: .standard).bytes == first)
    }

    @Test func `a missing layout is replaced, and a remark says by which`() throws {
        var parts = try PackageFixture(plainDeck())
        for number in [2, 3] {
            let name = "ppt/slideLayouts/slideLayout\(number).xml"
            let kind = number == 2 ? "chart" : "text"
            try parts.replace("parallax:\(kind)", with: "Nur Titel", in: name)
            // Without its place for content, only the title is left.
            try parts.replace("<p:ph idx=\"1\"/>", with: "<p:ph type=\"dt\" idx=\"1\"/>", in: name)
            try parts.replace("type=\"body\" idx=\"13\"", with: "type=\"dt\" idx=\"13\"", in: name)
            try parts.replace("type=\"body\" idx=\"14\"", with: "type=\"dt\" idx=\"14\"", in: name)
        }
        let (_, remarks) = try SampleDeck.presentation.pptx(on: SlideTemplate(parts.zipped()))
        #expect(remarks.contains { $0.text.contains("one large place for a chart") })
        #expect(remarks.contains { $0.text.contains("“Nur Titel” was used") })
    }
}
