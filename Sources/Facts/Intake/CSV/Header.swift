import Calendar
import Domain

/// Maps the columns of a file to the columns of its feed.
struct Header {
    let feed: Feed
    /// The number of fields of the header.
    let fieldCount: Int
    /// The number of fields that a record needs: up to the last column with a name.
    let width: Int
    /// One source for each column, in the order of `Feed.columns`.
    let sources: [FieldSource]
    /// The components of a health file, by name. The order is that of the file's columns; with a
    /// mapping, by column name.
    let components: [(name: String, source: FieldSource)]
    /// Columns of the file that neither the feed nor the mapping uses.
    let unknown: [String]
    /// Columns of the feed that the mapping reads from columns which the file lacks, with their names
    /// there.
    let absent: [(column: String, source: String)]
    /// The conditions that a record must meet. Other records are skipped.
    let only: [FieldCondition]

    /// The columns whose values are read, with where they come from.
    var readColumns: [(source: FieldSource, column: FeedColumn)] {
        zip(sources, feed.columns).map { ($0, $1) }
            + components.map { ($0.source, FeedColumn.component($0.name)) }
    }

    /// The most components a health file may have.
    static let mostComponents = 64
    /// The most columns a file may have: those of a spreadsheet.
    static let mostColumns = 16_384

    /// Reads the column names in the first record.
    init(
        _ names: [String], feed: Feed, mapping: Mapping.FeedMapping?, file: String
    ) throws(IntakeError) {
        guard names.count <= Self.mostColumns else {
            throw .unusable(
                file: file,
                reason: "it has \(names.count) columns; leave out what the feed does not need")
        }
        let positions = Self.positions(names)
        func position(_ column: String) throws(IntakeError) -> Int? {
            guard let found = positions[columnName(column)] else { return nil }
            guard found.count == 1 else {
                let name = String(decoding: names[found[1]].utf8.prefix(100), as: UTF8.self)
                throw .unusable(file: file, reason: "the column '\(name)' stands twice; remove one")
            }
            return found[0]
        }
        func conditions(
            _ rules: [String: [String]], isExclusion: Bool = false
        ) throws(IntakeError) -> [FieldCondition] {
            var conditions: [FieldCondition] = []
            for (column, words) in rules {
                guard let position = try position(column) else {
                    throw .unusable(file: file, reason: "the column '\(column)' is missing")
                }
                conditions.append(
                    FieldCondition(
                        position: position, words: Set(words.map { $0.lowercased() }),
                        isExclusion: isExclusion))
            }
            return conditions
        }
        func source(of column: String) throws(IntakeError) -> FieldSource {
            guard let rule = mapping?.columns[column] else {
                return FieldSource(position: try position(column), name: column)
            }
            let conditions = try conditions(rule.when ?? [:])
            guard let from = rule.from else {
                return FieldSource(name: column, mapping: rule, conditions: conditions)
            }
            return FieldSource(
                position: try position(from), name: from, mapping: rule, conditions: conditions)
        }
        var sources: [FieldSource] = []
        for column in feed.columns {
            guard !column.isDerived else {
                sources.append(FieldSource(position: nil, name: column.name))
                continue
            }
            let found = try source(of: column.name)
            let isThere = found.position != nil || found.mapping?.constant != nil
            guard isThere || !column.isRequired else {
                throw .unusable(
                    file: file,
                    reason: "the column '\(found.name)' is missing; the header has "
                        + Self.list(names))
            }
            sources.append(found)
        }
        var components: [(name: String, source: FieldSource)] = []
        if feed == .health {
            let mapped = mapping.map { $0.columns.keys.sorted() } ?? []
            let named = mapped + names.map(columnName).filter { !mapped.contains($0) }
            for column in named where Header.isComponent(column) {
                components.append(
                    (String(column.dropFirst(Feed.componentPrefix.count)), try source(of: column)))
            }
        }
        guard components.count <= Header.mostComponents else {
            throw .unusable(file: file, reason: "over \(Header.mostComponents) component columns")
        }
        let only =
            try conditions(mapping?.only ?? [:])
            + conditions(mapping?.except ?? [:], isExclusion: true)
        let all = sources + components.map(\.source)
        let used = Set(
            all.compactMap(\.position) + all.flatMap(\.conditions).map(\.position)
                + only.map(\.position))
        self.feed = feed
        fieldCount = names.count
        width = (names.lastIndex { !columnName($0).isEmpty } ?? -1) + 1
        self.sources = sources
        self.components = components.filter { $0.source.position != nil }
        self.only = only
        absent = zip(feed.columns, sources).compactMap { column, source in
            guard let from = source.mapping?.from, source.position == nil else { return nil }
            return (column.name, from)
        }
        unknown = names.indices.filter { !used.contains($0) && !columnName(names[$0]).isEmpty }
            .map { String(decoding: names[$0].utf8.prefix(200), as: UTF8.self) }
    }

    /// Whether a record has all columns that a feed needs, so that it can be a header.
    static func isHeader(
        _ names: [String], feed: Feed, mapping: Mapping.FeedMapping?
    ) -> Bool {
        guard names.count <= mostColumns else { return false }
        let known = Set(names.map(columnName))
        return feed.columns.allSatisfy { column in
            guard column.isRequired else { return true }
            guard let rule = mapping?.columns[column.name] else {
                return known.contains(column.name)
            }
            return rule.constant != nil || rule.from.map { known.contains(columnName($0)) } ?? false
        }
    }

    /// How many columns of a feed a record has.
    static func matches(
        _ names: [String], feed: Feed, mapping: Mapping.FeedMapping?
    ) -> Int {
        let known = Set(names.prefix(mostColumns).map(columnName))
        return feed.columns.count { column in
            known.contains(columnName(mapping?.columns[column.name]?.from ?? column.name))
        }
    }

    /// The positions of each name, without columns that have none.
    private static func positions(_ names: [String]) -> [String: [Int]] {
        var positions: [String: [Int]] = [:]
        for (position, name) in names.enumerated() {
            let name = columnName(name)
            if !name.isEmpty { positions[name, default: []].append(position) }
        }
        return positions
    }

    /// The first names, short enough for one line.
    private static func list(_ names: [String]) -> String {
        let named = names.filter { !columnName($0).isEmpty }
        return named.prefix(20).map { name in
            String(name.prefix(40).map { $0.isNewline || $0.asciiValue ?? 32 < 32 ? " " : $0 })
        }.joined(separator: ", ")
            + (named.count > 20 ? " and others" : "")
    }

    /// Whether the mapping selects the record.
    func wants(_ fields: [UnsafeRawBufferPointer]) -> Bool {
        only.allSatisfy { $0.holds(fields) }
    }

    private static func isComponent(_ column: String) -> Bool {
        column.hasPrefix(Feed.componentPrefix) && column.count > Feed.componentPrefix.count
            && column.utf8.allSatisfy {
                ($0 >= 97 && $0 <= 122) || ($0 >= 48 && $0 <= 57) || [45, 46, 95].contains($0)
            }
    }
}
