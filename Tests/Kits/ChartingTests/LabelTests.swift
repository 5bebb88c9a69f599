import Charting
import Statistics
import Testing

@Suite struct LabelTests {
    /// Inter alone: nothing but Latin, Greek and Cyrillic letters.
    private func latin() throws -> Fonts {
        try Fonts.resolve(searching: ["/usr/share/fonts/opentype/inter"])
    }

    private func drawn(_ labels: [ChartLabel], _ fonts: Fonts, size: ChartSize = .reference)
        -> [String]
    {
        layOut(Scripts.chart(of: labels), size: size, theme: .light, fonts: fonts)
            .texts.map(\.string)
    }

    @Test func `where no font has a script, identifiers stand for names`() throws {
        let fonts = try latin()
        let labels: [ChartLabel] = [
            .init(name: "陈伟", identifier: "C0001"), .init(name: "李娜", identifier: "C0002"),
            .init(name: "Łukasz", identifier: "C0003"),
        ]
        let texts = drawn(labels, fonts)
        for text in ["C0001", "C0002", "Łukasz", "C0001: 87 % against 91 %"] {
            #expect(texts.contains(text), "\(text) in \(texts)")
        }
        #expect(!texts.contains { $0.contains("?") })
    }

    @Test func `what is missing is told once, with the package that brings it`() throws {
        let fonts = try latin()
        _ = drawn(Scripts.labels(["陈伟", "김민수", "สมชาย", "សុខ", "👩‍👩‍👧", "\u{F0000}"]), fonts)
        let notes = fonts.newNotes()
        for (script, package) in [
            ("CJK", "fonts-noto-cjk"), ("Hangul", "fonts-noto-cjk"), ("Thai", "fonts-noto-core"),
            ("Khmer", "fonts-noto-core"), ("U+1F469", "fonts-symbola"),
        ] {
            let isTold = notes.contains {
                $0.contains(script) && $0.hasSuffix("install \(package)")
            }
            #expect(isTold, "\(script) in \(notes)")
        }
        #expect(notes.contains { $0.contains("U+F0000") && !$0.contains(": install") })
        #expect(notes.count == 6)
        _ = drawn(Scripts.labels(["李娜", "박지성"]), fonts)
        #expect(fonts.newNotes().isEmpty)
    }

    @Test func `an emoji that no font has is one question mark`() throws {
        let fonts = try latin()
        let style = TextStyle(.semibold, size: 22)
        #expect(fonts.drawn("Kim 👩‍👩‍👧", style: style) == "Kim ?")
        #expect(!fonts.canDraw("Kim 👩‍👩‍👧", style: style))
    }

    @Test func `people of one name are told apart`() throws {
        let fonts = try #require(Awkward.fonts)
        let texts = drawn(
            [
                .init(name: "Dana Winter", identifier: "C0001"),
                .init(name: "Dana Winter", identifier: "C0002"),
                .init(name: "Ivo Keller", identifier: "C0003"),
            ], fonts)
        #expect(texts.contains("Dana Winter C0001"))
        #expect(texts.contains("Dana Winter C0002"))
        #expect(texts.contains("Ivo Keller"))
    }

    @Test(arguments: Awkward.sizes)
    func `no two people have one label, however little room there is`(size: ChartSize) throws {
        let alphabets = ["ab", "אב", "陈伟", "កខ្", "é👩 "].map(Array.init)
        var random = SplitMix64(seed: 11)
        for fonts in [try #require(Awkward.fonts), try latin()] {
            for round in 0..<20 {
                let labels = (0..<12).map { index in
                    let alphabet = alphabets[Int.random(in: alphabets.indices, using: &random)]
                    let length = Int.random(in: 0...60, using: &random)
                    let name = (0..<length).map { _ in
                        alphabet[Int.random(in: alphabet.indices, using: &random)]
                    }
                    return ChartLabel(
                        name: String(name),
                        identifier: round.isMultiple(of: 4) ? nil : "CSM-000000\(index)")
                }
                var canvas = Canvas(size: size, theme: .light, fonts: fonts)
                let style = TextStyle(.regular, size: 20)
                for room in [0.0, 5, 20, 60, 150, 400, 2000] {
                    let texts = canvas.distinct(labels, within: room, style)
                    var bearers: [String: Set<ChartLabel>] = [:]
                    for (text, label) in zip(texts, labels) where !text.isEmpty {
                        bearers[text, default: []].insert(label)
                        #expect(canvas.width(of: text, style) <= room)
                    }
                    #expect(bearers.values.allSatisfy { $0.count == 1 }, "\(texts)")
                }
                Scripts.chart(of: labels).draw(on: &canvas)
            }
        }
    }

    @Test func `a name is cut between letters, at its end as it is read`() throws {
        let fonts = try #require(Awkward.fonts)
        let canvas = Canvas(size: .reference, theme: .light, fonts: fonts)
        let style = TextStyle(.regular, size: 20)
        for name in Scripts.names + [Awkward.longName, "e\u{301}e\u{301}e\u{301}e\u{301}"] {
            let full = canvas.width(of: name, style)
            for share in stride(from: 0.1, to: 1, by: 0.1) {
                let cut = canvas.fitted(name, within: full * share, style)
                #expect(canvas.width(of: cut, style) <= full * share)
                guard !cut.isEmpty else { continue }
                #expect(cut.last == "…")
                let kept = cut.dropLast()
                #expect(Array(name).starts(with: Array(kept)), "\(cut)")
                let last = kept.unicodeScalars.last?.properties.canonicalCombiningClass
                #expect(last != .virama, "\(cut)")
            }
        }
    }

    @Test func `text breaks where adding one word after another would break it`() throws {
        let words = ["a", "of", "renewals", "–", "T.", "AV", "1,234.5", "Überraschung", "קל", "陈"]
        var random = SplitMix64(seed: 5)
        for fonts in [try #require(Awkward.fonts), try latin()] {
            let canvas = Canvas(size: .reference, theme: .light, fonts: fonts)
            let style = TextStyle(.semibold, size: 17)
            for _ in 0..<40 {
                let count = Int.random(in: 1...40, using: &random)
                let text = (0..<count).map { _ in words[random.index(below: words.count)] }
                    .joined(separator: " ")
                for room in [10.0, 60, 200, 500, 1500] {
                    for lines in 1...4 {
                        #expect(
                            canvas.wrapped(text, within: room, style, lines: lines)
                                == wrappedWordByWord(canvas, text, within: room, style, lines))
                    }
                }
            }
        }
    }

    /// The lines of a text, in many more measurements.
    private func wrappedWordByWord(
        _ canvas: Canvas, _ text: String, within room: Double, _ style: TextStyle, _ most: Int
    ) -> [String] {
        func greedy(_ room: Double) -> [String] {
            var lines: [String] = []
            for word in text.split(separator: " ").map(String.init) {
                if let last = lines.last, canvas.width(of: last + " " + word, style) <= room {
                    lines[lines.count - 1] = last + " " + word
                } else {
                    lines.append(word)
                }
            }
            return lines
        }
        if canvas.width(of: text, style) <= room { return [text] }
        let full = greedy(room)
        guard full.count <= most else {
            let rest = full[(most - 1)...].joined(separator: " ")
            return full[..<(most - 1)] + [canvas.fitted(rest, within: room, style)]
        }
        var even = full
        for share in stride(from: 0.95, to: 0.45, by: -0.05) {
            let narrower = greedy(room * share)
            guard narrower.count == full.count else { break }
            even = narrower
        }
        return even.map { canvas.fitted($0, within: room, style) }
    }
}
