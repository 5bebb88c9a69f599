import Domain

/// The model version of the score of each row of a landmark.
struct RowVersions: Sendable {
    /// The versions, in the order in which they came.
    private(set) var names: [Identifier<RowVersions>] = []
    /// The version of each row, as a position in `names`; -1 where there is no score.
    private(set) var rows: [Int32] = []

    /// Adds the versions of some questions as further rows.
    mutating func add(_ versions: ModelVersions, _ questions: Range<Int>) {
        let places = versions.names.map { name in
            let key = Identifier<RowVersions>(name)
            if let place = names.firstIndex(of: key) { return Int32(place) }
            names.append(key)
            return Int32(names.count - 1)
        }
        rows += versions.rows[questions].map { $0 < 0 ? -1 : places[Int($0)] }
    }
}
