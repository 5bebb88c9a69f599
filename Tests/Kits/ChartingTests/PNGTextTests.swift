import CZlib
import Charting
import Testing

@Suite struct PNGTextTests {
    /// A part of a PNG.
    private struct Chunk {
        let kind: String
        let body: [UInt8]
        let hasChecksum: Bool
    }

    private func chunks(_ png: [UInt8]) -> [Chunk] {
        var chunks: [Chunk] = []
        var place = 8
        func number(_ at: Int) -> Int { png[at..<at + 4].reduce(0) { $0 << 8 | Int($1) } }
        while place + 12 <= png.count {
            let count = number(place)
            let part = Array(png[place + 4..<place + 8 + count])
            chunks.append(
                Chunk(
                    kind: String(decoding: part[..<4], as: UTF8.self), body: Array(part[4...]),
                    hasChecksum: Int(crc32(0, part, UInt32(part.count)))
                        == number(place + 8 + count)))
            place += 12 + count
        }
        return chunks
    }

    private func text(_ chunk: Chunk) -> (keyword: String, text: [UInt8]) {
        // Keyword, compression flag and method, language, translated keyword.
        let parts = chunk.body.split(
            separator: 0, maxSplits: 1, omittingEmptySubsequences: false)
        let rest = parts[1].dropFirst(2)
        let ends = rest.indices.filter { rest[$0] == 0 }
        return (String(decoding: parts[0], as: UTF8.self), Array(rest[(ends[1] + 1)...]))
    }

    @Test func `a picture says in UTF-8 what it shows`() throws {
        let fonts = try #require(Awkward.fonts)
        let words = "Łukasz’ rate rose. From 87 % to 91 %, שרה included."
        let png = try renderPNG(
            Scripts.chart(), size: .reference, theme: .light, fonts: fonts, description: words)
        let all = chunks(png)
        #expect(Array(all.map(\.kind).prefix(4)) == ["IHDR", "iTXt", "iTXt", "iTXt"])
        #expect(all.last?.kind == "IEND")
        #expect(!all.contains { !$0.hasChecksum })
        let texts = all.filter { $0.kind == "iTXt" }.map(text)
        #expect(texts.map(\.keyword) == ["Title", "Description", "Layout"])
        #expect(texts[0].text == Array(Scripts.chart().text.title.utf8))
        #expect(texts[1].text == Array(words.utf8))
    }

    @Test func `without words, title and subtitle are the description`() throws {
        let fonts = try #require(Awkward.fonts)
        let chart = Awkward.table(rows: 2)
        let png = try renderPNG(chart, size: .reference, theme: .light, fonts: fonts)
        let found = chunks(png).filter { $0.kind == "iTXt" }.map(text)[1].text
        #expect(
            String(decoding: found, as: UTF8.self)
                == Awkward.plain.title + ". " + Awkward.plain.subtitle + ".")
    }

    @Test func `the layout names every text with its place`() throws {
        let fonts = try #require(Awkward.fonts)
        let scene = layOut(
            Awkward.table(rows: 4), size: .reference, theme: .light, fonts: fonts)
        let lines = scene.summary.split(separator: "\n")
        #expect(lines.first == "1920x1080 #FFFFFF")
        let texts = lines.filter { $0.hasPrefix("text ") }
        #expect(texts.count == scene.texts.count)
        for (line, text) in zip(texts, scene.texts) {
            #expect(line.hasPrefix("text \(Int(text.origin.x.rounded())) "))
            #expect(line.hasSuffix(" " + text.string))
        }
        let other = layOut(
            Awkward.table(rows: 5), size: .reference, theme: .light, fonts: fonts)
        #expect(other.summary != scene.summary)
    }
}
