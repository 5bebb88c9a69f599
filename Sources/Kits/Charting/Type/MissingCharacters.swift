/// The characters that no font had, by script.
struct MissingCharacters {
    /// A script whose letters were missing.
    private struct Script: Hashable {
        /// "Khmer"; nil for characters without a script.
        let name: String?
        /// A character that was missing.
        let example: Unicode.Scalar
        /// The packages that may bring it, the best first.
        let packages: [FontPackage]
    }

    private var told: Set<String> = []
    private var untold: [String: Script] = [:]

    /// Adds a character.
    mutating func add(_ character: Character) {
        for scalar in character.unicodeScalars
        where !scalar.properties.isDefaultIgnorableCodePoint {
            let (name, packages) = (scalar.scriptName, scalar.fontPackages)
            let key = name ?? packages.first?.name ?? ""
            guard !told.contains(key), untold[key] == nil else { continue }
            untold[key] = Script(name: name, example: scalar, packages: packages)
        }
    }

    /// One sentence for each script that was not told before, without full stop.
    mutating func newNotes(hasFamily: (String) -> Bool) -> [String] {
        defer {
            told.formUnion(untold.keys)
            untold = [:]
        }
        return untold.sorted { $0.key < $1.key }.map { _, script in
            let code = script.example.code
            let what = script.name.map { "\($0) letters (such as \(code))" } ?? code
            let remedy = script.packages.first { !hasFamily($0.family) }
            return "no installed font has \(what), so charts show identifiers or question marks"
                + (remedy.map { ": install \($0.name)" } ?? "")
        }
    }
}

/// A Debian package of fonts, and a family that is there when it is installed.
private struct FontPackage: Hashable {
    let name: String
    let family: String

    static let core = FontPackage(name: "fonts-noto-core", family: "Noto Sans")
    static let cjk = FontPackage(name: "fonts-noto-cjk", family: "Noto Sans CJK JP")
    static let symbols = FontPackage(name: "fonts-symbola", family: "Symbola")
    /// One of the widest character sets, plainly drawn.
    static let unifont = FontPackage(name: "fonts-unifont", family: "Unifont")
}

extension Unicode.Scalar {
    /// "U+1780".
    fileprivate var code: String {
        let digits = String(value, radix: 16, uppercase: true)
        return "U+" + String(repeating: "0", count: max(4 - digits.utf8.count, 0)) + digits
    }

    /// The script in words, "Old Persian" of OLD PERSIAN SIGN A; nil for what is not a letter.
    fileprivate var scriptName: String? {
        guard properties.isAlphabetic || properties.generalCategory == .nonspacingMark,
            let name = properties.name ?? properties.nameAlias
        else { return nil }
        let words = name.split { $0 == " " || $0 == "-" }
        let script = words.prefix { !Self.kinds.contains(String($0)) }
        guard !script.isEmpty, script.count < words.count else { return nil }
        return script.map { $0 == "CJK" ? "CJK" : $0.prefix(1) + $0.dropFirst().lowercased() }
            .joined(separator: " ")
    }

    /// Words in names of characters that follow the script's.
    private static let kinds: Set = [
        "LETTER", "SYLLABLE", "SYLLABLES", "VOWEL", "CONSONANT", "SIGN", "MARK", "DIGIT", "CAPITAL",
        "SMALL", "SUBJOINED", "COMBINING", "UNIFIED", "COMPATIBILITY", "RADICAL", "INDEPENDENT",
        "LIGATURE", "HIEROGLYPH", "IDEOGRAPH", "CHARACTER", "CHOSEONG", "JUNGSEONG", "JONGSEONG",
        "MODIFIER", "FINAL", "MEDIAL", "INITIAL", "TONE", "SYMBOL",
    ]

    /// The packages that may bring a character.
    fileprivate var fontPackages: [FontPackage] {
        switch properties.generalCategory {
        case .unassigned, .privateUse, .surrogate: return []
        case .otherSymbol, .mathSymbol: return [.symbols, .core, .unifont]
        default: break
        }
        if properties.isEmoji { return [.symbols] }
        let isCJK = ["CJK", "Hangul", "Hiragana", "Katakana", "Bopomofo"].contains(scriptName)
        return properties.isIdeographic || isCJK ? [.cjk, .unifont] : [.core, .unifont]
    }
}
