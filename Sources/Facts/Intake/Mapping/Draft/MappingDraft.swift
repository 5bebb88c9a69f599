public import Domain
import Formats
import Tables

/// A proposal of how a file's columns become those of a feed, for a person to check.
///
/// ```swift
/// let draft = try MappingDraft(path: "deals.csv", feed: .renewals, scratchFolder: "/tmp")
/// print(draft.yaml(platform: "HubSpot"))
/// ```
public struct MappingDraft: Sendable {
    /// A column of the feed and what is proposed for it.
    public struct Column: Sendable, Equatable {
        /// The feed's column.
        public var name: String
        /// The file's column that is proposed; nil if none is likely.
        public var source: String?
        /// Whether the column has the feed's own name.
        public var isOwnName: Bool
        /// Whether a row must have a value in it.
        public var isRequired: Bool
        /// The words of the file and the feed's words for them; nil for a word that nobody can
        /// guess. Empty where nothing needs to be translated.
        public var words: [String: String?] = [:]
        /// The end of the scale that the values suggest: 1 or 10; nil for 100.
        public var scaleEnd: Int?
    }

    /// The feed.
    public let feed: Feed
    /// The columns of the feed in their order.
    public let columns: [Column]
    /// The columns of the file that nothing is proposed for.
    public let leftover: [String]
    /// What is to be said about the form of the file.
    public let reading: ReadingOptions
    /// What the file is, where it is not plain CSV, in words.
    public let form: [String]

    /// What a person has to decide about the form, since the values leave it open, in words.
    public let openQuestions: [String]

    /// Looks at a file.
    ///
    /// - Parameters:
    ///   - path: the file.
    ///   - feed: the feed that it is to become.
    ///   - reading: what a person says about its form.
    ///   - scratchFolder: a folder for copies.
    /// - Throws: `IntakeError` or `FileError` if it cannot be read at all.
    public init(
        path: String, feed: Feed, reading: ReadingOptions = ReadingOptions(), scratchFolder: String
    ) throws {
        try self.init(
            of: FileOutline(
                path: path, feed: feed, reading: reading, mapping: nil,
                scratchFolder: scratchFolder),
            feed: feed, reading: reading)
    }

    /// Proposes a mapping for a file that was looked at without any.
    ///
    /// - Parameters:
    ///   - outline: what the file offers.
    ///   - feed: the feed that it is to become.
    ///   - reading: what a person says about its form.
    /// - Throws: `IntakeError` if its rows cannot be read.
    package init(of outline: FileOutline, feed: Feed, reading: ReadingOptions) throws {
        if let fault = outline.fault { throw fault }
        let names = outline.columns.map(\.name)
        let samples = outline.samples
        var free = Set(names.indices)
        let feedColumns = feed.columns.filter { !$0.isDerived }
        var sources: [String: Int] = [:]
        // Own names first, then the likeliest synonym of each column, round by round, so that a
        // column's best name is not taken by another one's fifth.
        for column in feedColumns {
            if let own = names.indices.first(where: {
                free.contains($0) && columnName(names[$0]) == column.name
            }) {
                sources[column.name] = own
                free.remove(own)
            }
        }
        let synonyms = feedColumns.map { ColumnSynonyms.names(feed, $0.name).map(columnName) }
        for round in 0..<(synonyms.map(\.count).max() ?? 0) {
            for (column, others) in zip(feedColumns, synonyms)
            where sources[column.name] == nil && round < others.count {
                guard
                    let found = names.indices.first(where: {
                        free.contains($0) && columnName(names[$0]) == others[round]
                    })
                else { continue }
                sources[column.name] = found
                free.remove(found)
            }
        }
        self.feed = feed
        self.reading = reading
        form = outline.form
        leftover = free.sorted().map { names[$0] }
        openQuestions = Self.openQuestions(
            feedColumns.compactMap { column in
                sources[column.name].map { (column, samples[$0]) }
            }, feed, reading)
        columns = feedColumns.map { column in
            let position = sources[column.name]
            var proposal = Column(
                name: column.name, source: position.map { names[$0] },
                isOwnName: position.map { columnName(names[$0]) == column.name } ?? false,
                isRequired: column.isRequired)
            guard let position else { return proposal }
            let values = samples[position]
            if values.count <= FileOutline.mostWords {
                proposal.words = FileOutline.translations(of: values.sorted(), for: column)
            }
            if feed == .health, column.name == "score" {
                proposal.scaleEnd = Self.scaleEnd(values)
            }
            return proposal
        }
    }

    /// What the values of the feed's columns leave open.
    private static func openQuestions(
        _ columns: [(column: FeedColumn, values: Set<String>)], _ feed: Feed,
        _ reading: ReadingOptions
    ) -> [String] {
        let dates = columns.filter { $0.column.kind == .day }.flatMap(\.values).sorted()
            .compactMap { text in DateText(text).map { (text, $0) } }
        var questions: [String] = []
        if reading.dates == nil, !dates.contains(where: { $0.1.order != nil }),
            let open = dates.first(where: { $0.1.isAmbiguous })
        {
            questions.append(
                "Say which number of \(inOneLine(open.0)) is the day: dates: dmy (the first) or "
                    + "dates: mdy (the second)")
        }
        var evidence: [NumberText.Evidence] = []
        for (column, values) in columns where column.kind == .number {
            let use = NumberUse(feed, column.name)
            evidence += values.compactMap {
                NumberText($0)?.evidence(neverGrouped: use.isNeverGrouped)
            }
        }
        if reading.numbers == nil, evidence.contains(.open),
            evidence.allSatisfy({ $0 == .open || $0 == .none })
        {
            questions.append(
                "Say whether marks part thousands or decimals: numbers: 1,234.56 or numbers: "
                    + "1.234,56")
        }
        return questions
    }

    private static func scaleEnd(_ values: Set<String>) -> Int? {
        let numbers = values.compactMap { NumberText($0)?.value(.decimalPoint, neverGrouped: true) }
        guard let largest = numbers.max(), largest > 0, numbers.count == values.count else {
            return nil
        }
        return largest <= 1 ? 1 : largest <= 10 ? 10 : nil
    }

    // MARK: As a file

    /// The proposal as a mapping file with comments.
    ///
    /// - Parameter platform: the system that the file comes from.
    /// - Returns: YAML that `Mapping` reads, once its open questions are answered.
    public func yaml(platform: String) -> String {
        var lines = [
            "# A draft made from the columns and the first rows of the file. Check every line.",
            "# A column of the feed that is not listed is read from a column of its own name.",
            "platform: \(Self.quoted(platform))",
        ]
        let options = reading.words
        if !options.isEmpty {
            lines += ["file:"] + options.map { "  \($0.name): \(Self.quoted($0.text))" }
        }
        if !openQuestions.isEmpty {
            if options.isEmpty { lines.append("# file:") }
            lines += openQuestions.map { "#   \($0)" }
        }
        if !form.isEmpty {
            lines.append("# The file was read as \(form.joined(separator: "; ")).")
        }
        lines += ["feeds:", "  \(feed.rawValue):"]
        for column in columns { lines += self.lines(column) }
        if !leftover.isEmpty {
            lines.append("# Nothing is proposed for these columns of the file:")
            lines += leftover.map { "#   \(Self.inOneLine($0))" }
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private func lines(_ column: Column) -> [String] {
        guard let source = column.source else {
            return [
                column.isRequired
                    ? "    # \(column.name): { from: ??? }  # required; name the column of the file, "
                        + "or give { constant: ... }"
                    : "    # \(column.name): no column looks like it"
            ]
        }
        var line = "    \(column.name): { from: \(Self.quoted(source))"
        if !column.words.isEmpty {
            let words = column.words.sorted { $0.key < $1.key }.compactMap { word, meaning in
                meaning.map { "\(Self.quoted(word)): \($0)" }
            }
            line += ", words: { \(words.joined(separator: ", ")) }"
        }
        if let end = column.scaleEnd { line += ", worst: 0, best: \(end)" }
        line += " }"
        var lines = [line]
        if column.scaleEnd != nil {
            lines.append("      # No score is above the end of this scale: check that it is right.")
        }
        let open = column.words.filter { $0.value == nil }.keys.sorted()
        if !open.isEmpty {
            lines.append(
                "      # Say what these words mean: "
                    + open.map(Self.inOneLine).joined(separator: ", "))
        }
        return lines
    }

    private static func quoted(_ text: String) -> String {
        let plain = text.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_") }
        if plain, let first = text.first, first.isLetter,
            !["true", "false", "yes", "no", "null", "on", "off", "y", "n"].contains(
                text.lowercased())
        {
            return text
        }
        return Mapping.quoted(text)
    }

    /// A text without characters that end a line or control a terminal.
    private static func inOneLine(_ text: String) -> String {
        String(
            text.map {
                $0.isNewline || $0.unicodeScalars.contains { $0.value < 32 || $0.value == 127 }
                    ? " " : $0
            })
    }
}
