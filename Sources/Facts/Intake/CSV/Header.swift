import Calendar
import Domain

/// Maps the columns of a file to the columns of its feed.
struct Header {
    let feed: Feed
    /// The number of fields in a record.
    let width: Int
    /// One source for each column, in the order of `Feed.columns`.
    let sources: [FieldSource]
    /// The components of a health file, by name. The order is that of the file's columns; with a
    /// mapping, by column name.
    let components: [(name: String, source: FieldSource)]
    /// Columns of the file that neither the feed nor the mapping uses.
    let unknown: [String]
    /// The conditions that a record must meet. Other records are skipped.
    let only: [FieldCondition]

    /// The most components a health file may have.
    static let mostComponents = 64

    /// Reads the column names in the first record.
    init(
        _ names: [String], feed: Feed, mapping: Mapping.FeedMapping?, file: String
    ) throws(IntakeError) {
        var positions: [String: Int] = [:]
        for (position, name) in names.enumerated() {
            guard positions.updateValue(position, forKey: name.lowercased()) == nil else {
                throw .header(file: file, reason: "the column '\(name)' stands twice; remove one")
            }
        }
        func conditions(
            _ rules: [String: [String]], isExclusion: Bool = false
        ) throws(IntakeError) -> [FieldCondition] {
            var conditions: [FieldCondition] = []
            for (column, words) in rules {
                guard let position = positions[column.lowercased()] else {
                    throw .header(file: file, reason: "the column '\(column)' is missing")
                }
                conditions.append(
                    FieldCondition(
                        position: position, words: Set(words), isExclusion: isExclusion))
            }
            return conditions
        }
        func source(of column: String) throws(IntakeError) -> FieldSource {
            guard let rule = mapping?.columns[column] else {
                let position = mapping == nil ? positions[column] : nil
                return FieldSource(position: position, name: column)
            }
            let conditions = try conditions(rule.when ?? [:])
            guard let from = rule.from else {
                return FieldSource(name: column, mapping: rule, conditions: conditions)
            }
            return FieldSource(
                position: positions[from.lowercased()], name: from, mapping: rule,
                conditions: conditions)
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
                throw .header(
                    file: file,
                    reason: "the column '\(found.name)' is missing; the header has "
                        + names.prefix(20).joined(separator: ", "))
            }
            sources.append(found)
        }
        var components: [(name: String, source: FieldSource)] = []
        if feed == .health {
            let named =
                mapping.map { $0.columns.keys.sorted() } ?? names.map { $0.lowercased() }
            for column in named where Header.isComponent(column) {
                components.append(
                    (String(column.dropFirst(Feed.componentPrefix.count)), try source(of: column)))
            }
        }
        guard components.count <= Header.mostComponents else {
            throw .header(file: file, reason: "over \(Header.mostComponents) component columns")
        }
        let only =
            try conditions(mapping?.only ?? [:])
            + conditions(mapping?.except ?? [:], isExclusion: true)
        let all = sources + components.map(\.source)
        let used = Set(
            all.compactMap(\.position) + all.flatMap(\.conditions).map(\.position)
                + only.map(\.position))
        self.feed = feed
        self.width = names.count
        self.sources = sources
        self.components = components.filter { $0.source.position != nil }
        self.only = only
        unknown = names.indices.filter { !used.contains($0) }.map { names[$0] }
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
