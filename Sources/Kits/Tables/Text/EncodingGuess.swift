/// Guesses the encoding of text that is not UTF-8, for a message that names it.
package enum EncodingGuess {
    private static let candidates = [
        "CP1252", "CP1250", "CP1251", "CP1253", "CP1254", "MACINTOSH", "CP850", "SHIFT_JIS",
        "GB18030", "BIG5", "EUC-KR",
    ]

    /// The name of the likeliest encoding, as iconv writes it.
    ///
    /// - Parameter sample: bytes of the text, of which some are above 127.
    /// - Returns: the name; `CP1252` where nothing speaks for any.
    package static func likeliest(_ sample: [UInt8]) -> String {
        let zeros = sample.prefix(4096).enumerated().filter { $0.element == 0 }
        if zeros.count * 4 > min(sample.count, 4096) {
            let odd = zeros.filter { $0.offset % 2 == 1 }.count
            return odd * 2 > zeros.count ? "UTF-16LE" : "UTF-16BE"
        }
        var best = (name: "CP1252", score: Double.leastNonzeroMagnitude)
        for name in candidates {
            guard let text = decoded(sample, as: name) else { continue }
            let score = plausibility(text)
            if score > best.score { best = (name, score) }
        }
        return best.name
    }

    /// Whether bytes are no text in any encoding: zeros in odd and even places alike, or many
    /// control characters.
    ///
    /// - Parameter sample: the first bytes of a file.
    /// - Returns: whether they are no text; false for fewer than 64 bytes.
    package static func isBinary(_ sample: [UInt8]) -> Bool {
        let start = sample.prefix(4096)
        guard start.count >= 64 else { return false }
        let zeros = start.enumerated().filter { $0.element == 0 }
        if zeros.count * 4 > start.count {
            let odd = zeros.filter { $0.offset % 2 == 1 }.count
            return min(odd, zeros.count - odd) * 10 > zeros.count
        }
        // Tabs, line ends and page ends belong to text, and escapes to ISO-2022.
        let controls = start.count { $0 < 0x20 && ![9, 10, 12, 13, 27].contains($0) }
        return controls * 25 > start.count * 2
    }

    private static func decoded(_ sample: [UInt8], as name: String) -> String? {
        guard let decoder = TextDecoder(encoding: name) else { return nil }
        return sample.withUnsafeBytes(decoder.decoded).map { String(decoding: $0, as: UTF8.self) }
    }

    /// How much a text looks like names that people write: the mean over the words with a letter
    /// outside ASCII of what speaks for them.
    private static func plausibility(_ text: String) -> Double {
        var sum = 0.0
        var words = 0
        for word in text.split(whereSeparator: { !$0.isLetter && $0.isASCII })
        where word.contains(where: { !$0.isASCII }) {
            words += 1
            sum += wordScore(word)
        }
        return words == 0 ? 0 : sum / Double(words)
    }

    private static func wordScore(_ word: Substring) -> Double {
        var score = 0.0
        var foreign = 0
        var previous: Character?
        for character in word {
            defer { previous = character }
            guard !character.isASCII else { continue }
            foreign += 1
            guard character.isLetter else {
                score += "€£§°–—’‘“”„…·®™".contains(character) ? 0.5 : -1
                continue
            }
            // A capital letter behind a small one is what a wrong table makes.
            if let previous, previous.isLowercase, character.isUppercase {
                score -= 1
            } else if "äöüßéèêëàâçñáíóúãõåøæôîïûœÄÖÜÉÅØ".contains(character) {
                score += 1.2
            } else {
                score += script(character) == script(previous ?? character) ? 1 : 0.4
            }
        }
        guard foreign > 0 else { return 0 }
        // Words in Latin letters have few that are not of ASCII.
        let isLatin = word.allSatisfy { $0.isASCII || script($0) == 0 }
        if isLatin, foreign * 2 > word.count { return -1 }
        return score / Double(foreign)
    }

    /// A coarse number for the alphabet of a letter.
    private static func script(_ character: Character) -> Int {
        switch character.unicodeScalars.first?.value ?? 0 {
        case 0..<0x250: 0
        case 0x370..<0x400: 1
        case 0x400..<0x530: 2
        case 0xAC00..<0xD7B0: 3
        default: 4
        }
    }
}
