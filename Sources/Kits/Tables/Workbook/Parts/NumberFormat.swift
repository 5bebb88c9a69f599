/// What a number format says about the meaning of a number.
enum NumberFormat: Equatable {
    /// A number as such.
    case number
    /// A share, shown times 100 with a percent sign.
    case percent
    /// Money, shown with this sign or code.
    case currency(String)
    /// A calendar day, with or without a time.
    case date
    /// A time of day.
    case time

    /// The meaning of a format that needs no code.
    ///
    /// Numbers 27 to 36 and 50 to 58 are dates and times in East Asian editions of Excel. 46 is
    /// elapsed time, `[h]:mm:ss`, which is a number.
    ///
    /// Source: ECMA-376, part 1, 18.8.30.
    init(builtIn number: Int) {
        switch number {
        case 9, 10: self = .percent
        case 14...17, 22, 27...31, 36, 50...54, 57, 58: self = .date
        case 18...21, 32...35, 45, 47, 55, 56: self = .time
        default: self = .number
        }
    }

    /// The meaning of a format code, such as `yyyy-mm-dd;@`, by its first section.
    ///
    /// Quoted and escaped text, colours, conditions and locales do not count. A code with `#`, `?`
    /// or a `0` that is no fraction of a second is a number whatever letters stand in it, and so
    /// is elapsed time (`[h]:mm`).
    ///
    /// Source: ECMA-376, part 1, 18.8.31.
    init(code: String) {
        var scan = CodeScan(Array(code.lowercased().utf8))
        scan.run()
        if scan.hasPercent {
            self = .percent
        } else if scan.isNumber, let sign = currencySign(code) {
            self = .currency(sign)
        } else if scan.isNumber || !(scan.hasDay || scan.hasTime) {
            self = .number
        } else {
            self = scan.hasDay || !scan.hasClock ? .date : .time
        }
    }
}

/// The currency that the first section of a format code shows: a sign such as `€`, in quotes or
/// not, or what Excel writes for one, such as `[$CHF-807]`. Nil without one.
private func currencySign(_ code: String) -> String? {
    let section = code.prefix { $0 != ";" }
    var rest = section[...]
    while let bracket = rest.firstIndex(of: "[") {
        rest = rest[rest.index(after: bracket)...]
        guard rest.first == "$" else { continue }
        let sign = rest.dropFirst().prefix { $0 != "-" && $0 != "]" }
        if !sign.isEmpty { return String(sign) }
    }
    return section.first { $0.isCurrencySymbol }.map(String.init)
}

/// A walk over the first section of a format code.
private struct CodeScan {
    private let code: [UInt8]
    private var at = 0
    private(set) var hasPercent = false
    private(set) var isNumber = false
    private(set) var hasDay = false
    private(set) var hasTime = false
    /// Whether hours or seconds occur, so that an `m` may be minutes.
    private(set) var hasClock = false

    init(_ code: [UInt8]) { self.code = code }

    mutating func run() {
        var previous: UInt8 = 0
        while at < code.count {
            let byte = code[at]
            at += 1
            switch byte {
            case UInt8(ascii: ";"): return
            case UInt8(ascii: "\""): skip(to: UInt8(ascii: "\""))
            case UInt8(ascii: "["): readBracket()
            // An escaped character, a blank as wide as a character, a repeated character.
            case UInt8(ascii: "\\"), UInt8(ascii: "_"), UInt8(ascii: "*"): at += 1
            case UInt8(ascii: "%"): hasPercent = true
            case UInt8(ascii: "#"), UInt8(ascii: "?"): isNumber = true
            case UInt8(ascii: "0"):
                // `ss.000` is a fraction of a second.
                if ![UInt8(ascii: "."), UInt8(ascii: ","), byte].contains(previous) || !hasClock {
                    isNumber = true
                }
            default: readLetter(byte)
            }
            previous = byte
        }
    }

    private mutating func readLetter(_ letter: UInt8) {
        switch letter {
        case UInt8(ascii: "y"), UInt8(ascii: "d"): hasDay = true
        case UInt8(ascii: "m"): hasTime = true
        case UInt8(ascii: "h"), UInt8(ascii: "s"):
            hasTime = true
            hasClock = true
        case UInt8(ascii: "g"): if skip("eneral") { isNumber = true }
        case UInt8(ascii: "a"): if skip("m/pm") || skip("/p") { hasClock = true }
        default: break
        }
    }

    /// Reads what stands in brackets: elapsed time, or a colour, condition or locale.
    private mutating func readBracket() {
        let start = at
        skip(to: UInt8(ascii: "]"))
        let content = code[start..<max(start, at - 1)]
        let units = [UInt8(ascii: "h"), UInt8(ascii: "m"), UInt8(ascii: "s")]
        if let unit = content.first, units.contains(unit), content.allSatisfy({ $0 == unit }) {
            isNumber = true
        }
    }

    private mutating func skip(to end: UInt8) {
        while at < code.count, code[at] != end { at += 1 }
        at += 1
    }

    private mutating func skip(_ word: StaticString) -> Bool {
        let matches = word.withUTF8Buffer { code.dropFirst(at).starts(with: $0) }
        if matches { at += word.utf8CodeUnitCount }
        return matches
    }
}
