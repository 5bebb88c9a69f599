import Domain

/// The components of one health row: their keys in `component_names`, and tenths; and its model version.
struct HeldComponents {
    private(set) var values: [(key: UInt16, tenths: Int16)] = []
    /// The key in `model_versions`, 0 without a version; nil for no row.
    private(set) var version: UInt16?

    /// No components.
    init() {}

    /// Those of a row of a month.
    init(_ cells: MonthCells, row: Int) {
        version = cells.version[row]
        for (column, key) in cells.componentIDs.enumerated() {
            let tenths = cells.components[column * MonthCells.capacity + row]
            if tenths >= 0 { values.append((key, tenths)) }
        }
    }
}

extension ComponentScores {
    /// The components for some questions.
    ///
    /// - Parameters:
    ///   - count: how many questions there are.
    ///   - registry: the names of the components.
    ///   - forEach: calls a function with the components for each question that has an answer.
    /// - Throws: `StorageError.damagedRow` for a component without a name.
    init(
        questions count: Int, _ registry: NameRegistry,
        _ forEach: ((Int, HeldComponents) -> Void) -> Void
    ) throws {
        var used: Set<UInt16> = []
        forEach { _, held in for value in held.values { used.insert(value.key) } }
        let names = try used.map { (key: $0, name: try registry.componentName($0)) }
            .sorted { $0.name.precedesByBytes($1.name) }
        var columns = [Int](repeating: 0, count: Int(used.max() ?? 0) + 1)
        for (column, named) in names.enumerated() { columns[Int(named.key)] = column }
        var tenths = [Int16](repeating: Self.unknown, count: count * names.count)
        forEach { question, held in
            for value in held.values {
                tenths[question * names.count + columns[Int(value.key)]] = value.tenths
            }
        }
        var versions: [UInt16: String] = [:]
        var keys = [UInt16?](repeating: nil, count: count)
        forEach { question, held in keys[question] = held.version }
        for case .some(let key) in Set(keys) { versions[key] = try registry.versionName(key) ?? "" }
        self.init(
            names: names.map(\.name), tenths: tenths,
            versions: ModelVersions(keys.map { $0.flatMap { versions[$0] } }))
    }
}
