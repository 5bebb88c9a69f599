/// The columns of a table in order, and the place of each.
package struct ColumnOrder<Name: Hashable & Comparable & Sendable>: Sendable {
    /// The columns, in order.
    package let names: [Name]
    private let places: [Name: Int]

    /// The known columns, followed by all others, sorted.
    ///
    /// - Complexity: O(n log n).
    package init(known: [Name], all: some Collection<Name>) {
        let first = Set(known)
        names = known + all.filter { !first.contains($0) }.sorted()
        places = Dictionary(
            zip(names, names.indices), uniquingKeysWith: { first, _ in first })
    }

    /// The first of the names, in their order, that is no column; nil if all are.
    ///
    /// - Complexity: O(n).
    package func stranger(among given: some Collection<Name>) -> Name? {
        given.filter { places[$0] == nil }.min()
    }
}
