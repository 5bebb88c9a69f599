import Charting
import Foundation
import FoundationXML
import Testing

@Suite struct SVGTests {
    /// The elements of a document, as a parser sees them.
    private final class Elements: NSObject, XMLParserDelegate {
        struct Element {
            let name: String
            let attributes: [String: String]
            var text = ""
        }

        private(set) var all: [Element] = []
        private var open: [Int] = []

        init(_ bytes: [UInt8]) throws {
            super.init()
            let parser = XMLParser(data: Data(bytes))
            parser.delegate = self
            let isRead = parser.parse()
            let reason = parser.parserError?.localizedDescription ?? ""
            try #require(isRead, "line \(parser.lineNumber): \(reason)")
        }

        func parser(
            _ parser: XMLParser, didStartElement name: String, namespaceURI: String?,
            qualifiedName: String?, attributes: [String: String]
        ) {
            open.append(all.count)
            all.append(Element(name: name, attributes: attributes))
        }

        func parser(_ parser: XMLParser, foundCharacters string: String) {
            if let last = open.last { all[last].text += string }
        }

        func parser(
            _ parser: XMLParser, didEndElement name: String, namespaceURI: String?,
            qualifiedName: String?
        ) { open.removeLast() }

        subscript(_ name: String) -> [Element] { all.filter { $0.name == name } }
    }

    @Test func `every text of the scene is a text at its place, with its width`() throws {
        let fonts = try #require(Awkward.fonts)
        for chart in Awkward.all {
            let scene = layOut(chart, size: .reference, theme: .light, fonts: fonts)
            let svg = try Elements(
                renderSVG(chart, size: .reference, theme: .light, fonts: fonts))
            let texts = svg["text"]
            let placed = [Weight.regular, .semibold].flatMap { weight in
                scene.texts.filter { $0.style.weight == weight }
            }
            try #require(texts.count == placed.count)
            for (text, place) in zip(texts, placed) {
                #expect(text.text == fonts.drawn(place.string, style: place.style))
                func number(_ name: String) throws -> Double {
                    try #require(Double(text.attributes[name] ?? ""))
                }
                #expect(abs(try number("x") - place.origin.x) < 0.01)
                #expect(abs(try number("y") - place.origin.y) < 0.01)
                #expect(abs(try number("textLength") - place.width) < 0.01)
                #expect(abs(try number("font-size") - place.style.size) < 0.01)
                #expect(text.attributes["fill"] == place.color.text)
            }
            #expect(svg["rect"].count + svg["path"].count == scene.shapes.count + 1)
        }
    }

    @Test func `it is an image with words, and loads nothing`() throws {
        let fonts = try #require(Awkward.fonts)
        let bytes = renderSVG(
            Awkward.table(rows: 3), size: .reference, theme: try ThemeFileTests.harbour,
            fonts: fonts, description: "One. Two & <three>.")
        let svg = try Elements(bytes)
        let root = try #require(svg["svg"].first)
        #expect(root.attributes["role"] == "img")
        let (title, words) = (try #require(svg["title"].first), try #require(svg["desc"].first))
        #expect(title.text == Awkward.plain.title && words.text == "One. Two & <three>.")
        #expect(
            root.attributes["aria-labelledby"]
                == "\(title.attributes["id"] ?? "") \(words.attributes["id"] ?? "")")
        let known: Set = ["svg", "title", "desc", "rect", "path", "image", "g", "text"]
        #expect(svg.all.allSatisfy { known.contains($0.name) })
        for element in svg.all {
            #expect(!element.attributes.keys.contains { $0.hasPrefix("on") })
            for (name, value) in element.attributes where name != "xmlns" {
                #expect(!value.contains("//") || value.hasPrefix("data:image/png;base64,"))
                #expect(!value.contains("url("))
            }
        }
        #expect(svg["image"].count == 1)
    }

    @Test func `names from right to left end at their left end`() throws {
        let fonts = try #require(Awkward.fonts)
        let svg = try Elements(
            renderSVG(Scripts.chart(), size: .reference, theme: .light, fonts: fonts))
        func text(_ words: String) throws -> Elements.Element {
            try #require(svg["text"].first { $0.text == words })
        }
        for name in ["محمد عبد الله", "שרה כהן (Cohen)", "עומר 42 לוי"] {
            let attributes = try text(name).attributes
            #expect(attributes["direction"] == "rtl" && attributes["text-anchor"] == "end")
        }
        for name in ["Zoë Ångström", "陈伟", "Юлия Кузнецова"] {
            #expect(try text(name).attributes["direction"] == nil)
        }
        let hebrew = try text("שרה כהן (Cohen)").attributes["font-family"] ?? ""
        #expect(hebrew.hasPrefix("Inter, ") && hebrew.contains("Hebrew"), "\(hebrew)")
    }

    @Test func `a title that isolates a name from right to left runs from left to right`() throws {
        let fonts = try #require(Awkward.fonts)
        let chart = Scripts.chart(of: Array(Scripts.names.prefix(2)))
        let svg = try Elements(
            renderSVG(chart, size: .reference, theme: .light, fonts: fonts))
        let title = try #require(svg["text"].first { $0.text.contains("87 %") })
        #expect(title.attributes["direction"] == nil && title.text.contains("\u{2068}"))
    }

    @Test func `letters that mean something in XML, and such that it cannot hold`() throws {
        let fonts = try #require(Awkward.fonts)
        let chart = Scripts.chart(of: ["<b>&\"'\u{1}</b>", "]]>"])
        let svg = try Elements(
            renderSVG(chart, size: .reference, theme: .light, fonts: fonts))
        #expect(svg["text"].contains { $0.text.contains("<b>&\"'") })
        #expect(svg["text"].contains { $0.text == "]]>" })
    }

    @Test func `same values, same bytes`() throws {
        let fonts = try #require(Awkward.fonts)
        for chart in Awkward.controls {
            let one = renderSVG(chart, size: .reference, theme: .dark, fonts: fonts)
            let other = renderSVG(chart, size: .reference, theme: .dark, fonts: try .resolve())
            #expect(one == other)
        }
    }
}
