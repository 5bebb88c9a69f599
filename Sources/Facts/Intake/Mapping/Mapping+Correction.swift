package import Domain
import Formats

extension Mapping {
    /// Where a column of a feed comes from.
    package enum Source: Sendable, Equatable {
        /// From a column of the file, by its name.
        case column(String)
        /// It is always this text. An empty one leaves the column empty.
        case constant(String)
    }

    /// Where the columns of a feed come from, as far as the mapping says so.
    package func sources(of feed: Feed) -> [String: Source] {
        (feeds[feed.rawValue]?.columns ?? [:]).compactMapValues(\.source)
    }

    /// Whether the mapping does more to a column of a feed than copy it: translates its words, or
    /// computes with its numbers.
    package func translates(_ column: String, of feed: Feed) -> Bool {
        guard let rule = feeds[feed.rawValue]?.columns[column] else { return false }
        return rule.words != nil || rule.multiply != nil || rule.worst != nil || rule.bands != nil
            || rule.when != nil
    }

    /// What the mapping says about the form of the files: the names and texts of options.
    package var fileOptions: [(name: String, text: String)] { file?.words ?? [] }

    /// A mapping as text, in which some columns of a feed come from elsewhere.
    ///
    /// A column that comes from where it came before keeps its translation. One that comes from
    /// elsewhere has none, since the translation was made for other values.
    ///
    /// - Parameters:
    ///   - base: the mapping that is corrected; nil for none.
    ///   - platform: what it is called.
    ///   - feed: the feed.
    ///   - sources: where the feed's columns come from. Others stay as they are in `base`.
    ///   - options: what a person says about the form of the files, beside what `base` says.
    /// - Returns: the text in YAML, which `init(yaml:name:)` reads.
    package static func text(
        correcting base: Mapping?, platform: String, feed: Feed, sources: [String: Source],
        options: ReadingOptions
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
        var own = base?.feeds[feed.rawValue]?.rules ?? []
        for (column, source) in sources.sorted(by: { $0.key < $1.key }) {
            if let index = own.firstIndex(where: { $0.name == column }) {
                guard base?.feeds[feed.rawValue]?.columns[column]?.source != source else {
                    continue
                }
                own[index].value = source.rule
            } else {
                own.append((column, source.rule))
            }
        }
        let order = feed.columns.map(\.name)
        func place(_ name: String) -> Int { order.firstIndex(of: name) ?? order.count }
        feeds[feed.rawValue] = own.sorted { (place($0.name), $0.name) < (place($1.name), $1.name) }
        for (name, rules) in feeds.sorted(by: { $0.key < $1.key }) {
            lines.append(rules.isEmpty ? "  \(quoted(name)): {}" : "  \(quoted(name)):")
            lines += rules.map { "    \(quoted($0.name)): \(inOneLine($0.value))" }
        }
        return lines.joined(separator: "\n") + "\n"
    }

    /// A text in quotation marks, as JSON and YAML both read it.
    private static func quoted(_ text: String) -> String { inOneLine(.text(text)) }

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

extension Mapping.Source {
    /// The rule of a mapping that says so.
    fileprivate var rule: JSON {
        switch self {
        case .column(let name): ["from": .text(name)]
        case .constant(let text): ["constant": .text(text)]
        }
    }
}

extension Mapping.FeedMapping {
    /// All rules by name, sorted.
    fileprivate var rules: [(name: String, value: JSON)] {
        var rules = columns.map { (name: $0.key, value: $0.value.rule) }
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
    /// Where the column comes from.
    fileprivate var source: Mapping.Source? {
        from.map(Mapping.Source.column) ?? constant.map(Mapping.Source.constant)
    }

    /// The rule as JSON.
    fileprivate var rule: JSON {
        var members: [(name: String, value: JSON)] = []
        if let from { members.append(("from", .text(from))) }
        if let constant { members.append(("constant", .text(constant))) }
        if let words {
            members.append(
                (
                    "words",
                    .object(
                        words.sorted { $0.key < $1.key }.map { (name: $0.key, value: .text($0.value)) })
                ))
        }
        if let multiply { members.append(("multiply", .number(multiply))) }
        if let worst { members.append(("worst", .number(worst))) }
        if let best { members.append(("best", .number(best))) }
        if let bands {
            members.append(
                (
                    "bands",
                    .array(
                        bands.map { ["up_to": .number($0.upTo), "word": .text($0.word)] })
                ))
        }
        if let when { members.append(("when", Mapping.choices(when))) }
        return .object(members)
    }
}
