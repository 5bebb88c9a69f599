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

    /// How many rows are looked at.
    private static let mostRows = 10_000
    /// More different words than this are no words but texts.
    private static let mostWords = 40

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
        let file = try FeedFile(
            path: path, feed: feed, reading, mapping: nil, scratchFolder: scratchFolder)
        let place = try HeaderPlace(file, mapping: nil, row: reading.headerRow)
        let names = place.names
        var free = Set(names.indices.filter { !columnName(names[$0]).isEmpty })
        let samples = try Self.samples(file, place)
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
        form = file.table.form
        leftover = free.sorted().map { names[$0] }
        openQuestions = Self.openQuestions(
            feedColumns.compactMap { column in
                sources[column.name].map { (column, samples[$0] ?? []) }
            }, feed, reading)
        columns = feedColumns.map { column in
            let position = sources[column.name]
            var proposal = Column(
                name: column.name, source: position.map { names[$0] },
                isOwnName: position.map { columnName(names[$0]) == column.name } ?? false,
                isRequired: column.isRequired)
            guard let position else { return proposal }
            let values = samples[position] ?? []
            if case .word(let words) = column.kind {
                proposal.words = Self.translations(values, words)
            }
            if feed == .health, column.name == "score" {
                proposal.scaleEnd = Self.scaleEnd(values)
            }
            return proposal
        }
    }

    /// The different values of each column in the first rows.
    private static func samples(
        _ file: FeedFile, _ place: HeaderPlace
    ) throws -> [Int: Set<String>] {
        let records = RecordReader(
            file.table.content, range: place.end..<file.table.size, line: place.nextLine,
            countsRecords: file.table.countsRecords)
        var samples: [Int: Set<String>] = [:]
        var rows = 0
        while rows < mostRows, let record = try records.next() {
            guard record.fault == nil else { continue }
            rows += 1
            for (position, field) in records.fields.enumerated()
            where samples[position]?.count ?? 0 <= mostWords {
                let bytes = FieldBytes(bytes: field).trimmed
                guard !bytes.isEmpty, bytes.count <= 100, !Nothing.isWord(bytes) else { continue }
                samples[position, default: []].insert(String(decoding: bytes, as: UTF8.self))
            }
        }
        guard records.utf8.isValid else {
            throw IntakeError.unusable(
                file: file.name, reason: "\(try notUTF8(file.table.content))")
        }
        return samples
    }

    /// The words of the file that the feed does not know, with the feed's words for them.
    private static func translations(
        _ values: Set<String>, _ words: [String]
    ) -> [String: String?] {
        guard values.count <= mostWords else { return [:] }
        let known = Set(words)
        let strangers = values.filter {
            let lower = $0.lowercased()
            return !known.contains(lower) && !(lower == "yellow" && known.contains("amber"))
        }
        guard !strangers.isEmpty else { return [:] }
        return Dictionary(
            uniqueKeysWithValues: values.map { ($0, WordSynonyms.word($0, words)) })
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
        let options = fileOptions
        if !options.isEmpty {
            lines += ["file:"] + options.map { "  \($0.name): \(Self.quoted($0.value))" }
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

    private var fileOptions: [(name: String, value: String)] {
        var options: [(String, String)] = []
        if let sheet = reading.sheet { options.append(("sheet", sheet)) }
        if let encoding = reading.encoding { options.append(("encoding", encoding)) }
        if let separator = reading.separator { options.append(("separator", separator.name)) }
        if let row = reading.headerRow { options.append(("header_row", String(row))) }
        if let dates = reading.dates { options.append(("dates", dates.rawValue)) }
        if let numbers = reading.numbers { options.append(("numbers", numbers.rawValue)) }
        if let zone = reading.timeZone { options.append(("time_zone", zone)) }
        return options
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
        let escaped = inOneLine(text).flatMap { $0 == "\"" || $0 == "\\" ? "\\\($0)" : "\($0)" }
        return "\"\(String(escaped))\""
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
