import Office
import Testing

@Suite struct PresentationTests {
    private func write(_ slides: [Slide]) throws -> (
        parts: PackageFixture, remarks: [TemplateRemark]
    ) {
        let (bytes, remarks) = try Presentation(title: "t", slides: slides).pptx(on: .standard)
        return (try PackageFixture(bytes), remarks)
    }

    private func texts(_ parts: PackageFixture) -> [String] {
        let names = parts.names(in: "ppt/slides")
        return (1...names.count).compactMap { parts.text("ppt/slides/slide\($0).xml") }
    }

    @Test func `text that does not fit goes on on further slides, with every word in order`() throws
    {
        let words = (0..<900).map { "word\($0)" }
        let paragraphs = stride(from: 0, to: 900, by: 30).map {
            Paragraph.bullet(words[$0..<$0 + 30].joined(separator: " "))
        }
        let (parts, remarks) = try write([
            Slide(layout: .text, title: "Long", content: [.paragraphs(paragraphs)], notes: "n")
        ])
        let slides = texts(parts)
        #expect(slides.count > 2)
        #expect(slides.dropFirst().allSatisfy { $0.contains("Long (continued)") })
        let found = slides.joined().matches(of: /word\d+/).map { String($0.output) }
        #expect(found == words)
        #expect(remarks.contains { $0.slide == 1 && $0.text.contains("continued") })
        #expect(parts.names(in: "ppt/notesSlides").count == 1)
    }

    @Test func `one paragraph longer than a slide is parted between words`() throws {
        let words = (0..<600).map { "word\($0)" }
        let (parts, _) = try write([
            Slide(
                layout: .text, title: "Long",
                content: [.paragraphs([.plain(words.joined(separator: " "))])])
        ])
        let found = texts(parts).joined(separator: " ").matches(of: /word\d+/).map {
            String($0.output)
        }
        #expect(found == words)
    }

    @Test func `a point stays with what stands below it`() throws {
        let paragraphs = (0..<40).flatMap {
            [Paragraph.bullet("point\($0)"), Paragraph.bullet("below\($0)", level: 1)]
        }
        let (parts, _) = try write([
            Slide(layout: .text, title: "Pairs", content: [.paragraphs(paragraphs)])
        ])
        let slides = texts(parts)
        #expect(slides.count > 2)
        for slide in slides {
            let points = slide.matches(of: />point(\d+)</).map(\.output.1)
            #expect(points == slide.matches(of: />below(\d+)</).map(\.output.1))
            #expect(!points.isEmpty)
        }
    }

    @Test func `a long table goes on under its header`() throws {
        let table = SlideTable(
            columns: [TableColumn("Head"), TableColumn("Number", isNumeric: true)],
            rows: (0..<60).map { [TableCell("row\($0)"), TableCell("\($0)")] }, altText: "a")
        let (parts, _) = try write([Slide(layout: .chart, title: "T", content: [.table(table)])])
        let slides = texts(parts)
        #expect(slides.count > 2 && slides.allSatisfy { $0.contains("<a:t>Head</a:t>") })
        let found = slides.joined().matches(of: /row\d+/).map { String($0.output) }
        #expect(found == (0..<60).map { "row\($0)" })
    }

    @Test func `many rows of a chart go on on further slides, on one axis`() throws {
        let rows = (0..<70).map {
            RowPlot.Row(
                "row\($0)" + String(repeating: " and so on", count: $0 == 3 ? 20 : 0),
                value: Double($0))
        }
        let plot = RowPlot(rows: rows, valueName: "v", valueAxis: ChartAxis())
        let (parts, _) = try write([
            Slide(
                layout: .chart, title: "T",
                content: [.chart(NativeChart(.rows(plot), altText: "a"))])
        ])
        let charts = parts.names(in: "ppt/charts").compactMap { parts.text($0) }
        #expect(charts.count > 2)
        #expect(charts.allSatisfy { $0.contains("<c:max val=\"80\"/><c:min val=\"0\"/>") })
        #expect(charts[0].contains("and so on…"))
    }

    @Test func `a title too long at any size is cut behind a word, and the notes have all of it`()
        throws
    {
        let title = (0..<80).map { "word\($0)" }.joined(separator: " ")
        let (parts, remarks) = try write([Slide(layout: .chart, title: title, notes: "n")])
        let slide = try #require(texts(parts).first)
        #expect(slide.contains(" …</a:t>") && !slide.contains("word79"))
        #expect(parts.text("ppt/notesSlides/notesSlide1.xml")?.contains(title) == true)
        #expect(remarks.contains { $0.text.contains("whole title is in the notes") })
    }

    @Test func `marks of XML and forbidden characters do no harm`() throws {
        let odd = "R&D <b> \"q\" ]]> \u{0}\u{B}\u{FFFF} 日本 עברית 🦉"
        let (parts, _) = try write([
            Slide(
                layout: .text, title: odd, subtitle: odd,
                content: [.paragraphs([.plain(odd)])], source: odd, notes: odd)
        ])
        let slide = try #require(texts(parts).first)
        #expect(slide.contains("R&amp;D &lt;b&gt;") && slide.contains("🦉"))
        #expect(
            !slide.unicodeScalars.contains {
                $0.value == 0 || $0.value == 0xB || $0.value == 0xFFFF
            })
    }

    @Test func `every graphic has its description`() throws {
        let (bytes, _) = try SampleDeck.presentation.pptx(on: .standard)
        for slide in texts(try PackageFixture(bytes)) {
            for kind in ["Chart", "Picture", "Table"] {
                for name in slide.matches(of: /<p:cNvPr id="\d+" name="([A-Za-z]+) \d+"([^>]*)>/)
                where name.1 == kind {
                    #expect(name.2.contains("descr=\"") && !name.2.contains("descr=\"\""))
                }
            }
        }
    }

    @Test func `what makes no slide is an error`() throws {
        #expect(throws: OfficeError.self) { try write([]) }
        let picture = Picture(png: Array("GIF89a".utf8), altText: "a")
        #expect(throws: OfficeError.self) {
            try write([Slide(layout: .chart, title: "t", content: [.picture(picture)])])
        }
        let table = SlideTable(columns: [TableColumn("a")], rows: [[]], altText: "a")
        #expect(throws: OfficeError.self) {
            try write([Slide(layout: .chart, title: "t", content: [.table(table)])])
        }
    }

    @Test func `nobody's name is in the properties`() throws {
        let (parts, _) = try write([Slide(layout: .title, title: "t")])
        let core = try #require(parts.text("docProps/core.xml"))
        #expect(!core.contains("creator") && !core.contains("lastModifiedBy"))
    }
}
