package import Domain
import Formats

extension Mapping {
    /// Where a column of a feed comes from.
    package enum Source: Sendable, Hashable, Codable {
        /// From a column of the file, by its name.
        case column(String)
        /// It is always this text. An empty one leaves the column empty.
        case constant(String)
    }

    /// What a person says about a column of a feed.
    package struct Correction: Sendable, Hashable, Codable {
        /// Where it comes from.
        package var source: Source
        /// The file's words and the feed's words for them.
        package var words: [String: String] = [:]
        /// The end of the scale of a score that begins at 0; nil for 100, or where the mapping has
        /// another scale.
        package var scaleEnd: Int?

        /// A column that is copied from its source.
        package init(_ source: Source) { self.source = source }

        /// What a word of the file becomes, in any case; nil if the row is rejected for it.
        package func meaning(of word: String) -> String? {
            let lower = word.lowercased()
            return words[word] ?? words.first { $0.key.lowercased() == lower }?.value ?? words["*"]
        }
    }

    /// What the mapping says about the columns of a feed.
    package func corrections(of feed: Feed) -> [String: Correction] {
        (feeds[feed.rawValue]?.columns ?? [:]).compactMapValues(\.correction)
    }

    /// Whether the mapping computes with the numbers of a column, or leaves it empty under a
    /// condition: what a `Correction` does not show.
    package func computes(_ column: String, of feed: Feed) -> Bool {
        guard let rule = feeds[feed.rawValue]?.columns[column] else { return false }
        return rule.multiply != nil || rule.bands != nil || rule.when != nil
            || (rule.worst != nil && rule.correction?.scaleEnd == nil)
    }

    /// What the mapping says about the form of the files: the names and texts of options.
    package var fileOptions: [(name: String, text: String)] { file?.words ?? [] }

    /// A mapping as text, in which some columns of a feed are corrected.
    ///
    /// A column that comes from where it came before keeps what else the mapping does with it. One
    /// that comes from elsewhere does not, since that was made for other values.
    ///
    /// - Parameters:
    ///   - base: the mapping that is corrected; nil for none.
    ///   - platform: what it is called.
    ///   - feed: the feed.
    ///   - corrections: the columns that are corrected. Others stay as they are in `base`.
    ///   - options: what a person says about the form of the files, beside what `base` says.
    /// - Returns: the text in YAML, which `init(yaml:name:)` reads.
    package static func text(
        correcting base: Mapping?, platform: String, feed: Feed,
        corrections: [String: Correction], options: ReadingOptions
    ) -> String {
        var lines = ["platform: \(quoted(platform))"]
        if let source = base?.source, !source.isEmpty { lines.append("source: \(quoted(source))") }
        let words = options.completed(by: base?.file).words
        if !words.isEmpty {
            lines.append("file:")
            lines += words.map { "  \($0.name): \(quoted($0.text))" }
        }
        lines.append("feeds:")
        var feeds = (base?.feeds ?? [:]).mapValues(\.rules)
        var own = Dictionary(
            (feeds[feed.rawValue] ?? []).map { ($0.name, $0.value) },
            uniquingKeysWith: { first, _ in first })
        for (column, correction) in corrections {
            var rule = base?.feeds[feed.rawValue]?.columns[column] ?? ColumnMapping()
            rule.correct(correction)
            own[column] = rule.json
        }
        let order = feed.columns.map(\.name)
        func place(_ name: String) -> Int { order.firstIndex(of: name) ?? order.count }
        feeds[feed.rawValue] = own.map { (name: $0.key, value: $0.value) }
            .sorted { (place($0.name), $0.name) < (place($1.name), $1.name) }
        for (name, rules) in feeds.sorted(by: { $0.key < $1.key }) {
            lines.append(rules.isEmpty ? "  \(name): {}" : "  \(name):")
            lines += rules.map { "    \($0.name): \(inOneLine($0.value))" }
        }
        return lines.joined(separator: "\n") + "\n"
    }

    /// A text in quotation marks, as JSON and YAML both read it.
    static func quoted(_ text: String) -> String { inOneLine(.text(text)) }

    /// A value in JSON, which is YAML too.
    private static func inOneLine(_ value: JSON) -> String {
        switch value {
        case .object(let members):
            return "{"
                + members.map { "\(quoted($0.name)): \(inOneLine($0.value))" }
                .joined(separator: ", ") + "}"
        case .array(let elements):
            return "[" + elements.map(inOneLine).joined(separator: ", ") + "]"
        default: return String(decoding: value.document.dropLast(), as: UTF8.self)
        }
    }
}

extension Mapping.FeedMapping {
    /// All rules by name, sorted.
    fileprivate var rules: [(name: String, value: JSON)] {
        var rules = columns.map { (name: $0.key, value: $0.value.json) }
        if !only.isEmpty { rules.append(("only", Mapping.choices(only))) }
        if !except.isEmpty { rules.append(("except", Mapping.choices(except))) }
        return rules.sorted { $0.name < $1.name }
    }
}

extension Mapping {
    fileprivate static func choices(_ words: [String: [String]]) -> JSON {
        .object(
            words.sorted { $0.key < $1.key }.map {
                (name: $0.key, value: .array($0.value.map(JSON.text)))
            })
    }
}

extension Mapping.ColumnMapping {
    /// What a person would say who says the same.
    fileprivate var correction: Mapping.Correction? {
        let source = from.map(Mapping.Source.column) ?? constant.map(Mapping.Source.constant)
        guard let source else { return nil }
        var correction = Mapping.Correction(source)
        correction.words = words ?? [:]
        if let best, worst == 0, [1, 10].contains(best) { correction.scaleEnd = Int(best) }
        return correction
    }

    /// Makes the rule say what a person says.
    fileprivate mutating func correct(_ correction: Mapping.Correction) {
        guard self.correction != correction else { return }
        if self.correction?.source != correction.source { self = Mapping.ColumnMapping() }
        switch correction.source {
        case .column(let name): (from, constant) = (name, nil)
        case .constant(let text): (from, constant) = (nil, text)
        }
        words = correction.words.isEmpty ? nil : correction.words
        if self.correction?.scaleEnd != correction.scaleEnd {
            worst = correction.scaleEnd.map { _ in 0 }
            best = correction.scaleEnd.map(Double.init)
        }
    }

    /// The rule as JSON, which is YAML too.
    fileprivate var json: JSON {
        var members: [(name: String, value: JSON)] = []
        if let from { members.append(("from", .text(from))) }
        if let constant { members.append(("constant", .text(constant))) }
        if let words {
            let sorted = words.sorted { $0.key < $1.key }
            members.append(
                ("words", .object(sorted.map { (name: $0.key, value: .text($0.value)) })))
        }
        if let multiply { members.append(("multiply", .number(multiply))) }
        if let worst { members.append(("worst", .number(worst))) }
        if let best { members.append(("best", .number(best))) }
        if let bands {
            let list = bands.map { ["up_to": .number($0.upTo), "word": .text($0.word)] as JSON }
            members.append(("bands", .array(list)))
        }
        if let when { members.append(("when", Mapping.choices(when))) }
        return .object(members)
    }
}
