import Calendar

extension Feed {
    /// The natural key of a row: the values of the key's columns, in the order of `columns`.
    public func key(of row: FeedRow) -> [FeedValue] {
        guard let places = Self.keyPlaces[self] else {
            preconditionFailure("every feed belongs to a program")
        }
        return places.prefix { $0 < row.values.count }.map { row.values[$0] }
    }

    /// The places of the keys' columns in `columns`. A file asks for the key of each of its rows.
    private static let keyPlaces = Dictionary(
        uniqueKeysWithValues: Set(performance + desk).map { feed in
            let columns = feed.columns
            return (feed, columns.indices.filter { columns[$0].isKey })
        })

    /// A key as one text: its values joined by commas, such as `A01,2024-01-01`.
    ///
    /// The owner of an account has no role in it. A row with another role names its CSM before the
    /// role: `A01,2024-01-01,C2,onboarding`. A measure without a location ends with its day.
    public func text(ofKey key: [FeedValue]) -> String {
        var parts = key.map(\.written)
        if self == .assignments, parts.count == 4 {
            parts.swapAt(2, 3)
            if parts[3].isEmpty { parts.removeLast(2) }
        }
        if self == .measures, parts.last?.isEmpty ?? false { parts.removeLast() }
        return parts.joined(separator: ",")
    }

    /// The key of a text such as `text(ofKey:)` makes.
    ///
    /// - Returns: nil if the text has too few parts, or one that its column cannot hold. A comma in
    ///   an identifier of a single part is part of it.
    public func key(ofText text: String) -> [FeedValue]? {
        let keys = columns.filter(\.isKey)
        var parts =
            keys.count == 1
            ? [text]
            : text.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        if self == .assignments {
            if parts.count == 2 { parts += ["", ""] }
            if parts.count == 4 { parts.swapAt(2, 3) }
        }
        if self == .measures, parts.count == 3 { parts.append("") }
        guard parts.count == keys.count else { return nil }
        var key: [FeedValue] = []
        for (column, part) in zip(keys, parts) {
            if case .day = column.kind {
                guard let day = Day(part) else { return nil }
                key.append(.day(day))
            } else {
                guard !part.isEmpty || !column.isRequired else { return nil }
                key.append(.text(part))
            }
        }
        return key
    }

    /// The names of the columns that make up a key as a text.
    public var keyNames: String {
        switch self {
        case .assignments: "account_id,start_date (or account_id,start_date,csm_id,role)"
        case .measures:
            "account_id,measure,observed_on (or account_id,measure,observed_on,location)"
        default: columns.filter(\.isKey).map(\.name).joined(separator: ",")
        }
    }
}

extension FeedValue {
    /// The value as the program itself writes it; empty where none is given.
    public var written: String {
        switch self {
        case .none: ""
        case .text(let text): text
        case .day(let day): day.description
        case .number(let number):
            number == number.rounded() && abs(number) < 1e15
                ? String(Int(number)) : String(number)
        }
    }
}
