import Domain

/// The components of the score, gathered batch by batch. Batches may have different ones.
struct ComponentColumns: Sendable {
    /// How many rows there will be.
    private let capacity: Int
    private var rows = 0
    private var values: [Identifier<SignalName>: [Double]] = [:]

    /// No rows yet, of that many.
    init(capacity: Int) { self.capacity = capacity }

    /// Adds the components of some questions as further rows.
    mutating func add(_ scores: ComponentScores, _ questions: Range<Int>) {
        for (place, name) in scores.names.enumerated() {
            let key = Identifier<SignalName>(name)
            var column = values.removeValue(forKey: key) ?? []
            column.reserveCapacity(capacity)
            column += repeatElement(.nan, count: rows - column.count)
            for question in questions {
                let tenths = scores.tenths[question * scores.names.count + place]
                column.append(tenths == ComponentScores.unknown ? .nan : Double(tenths) / 10)
            }
            values[key] = column
        }
        rows += questions.count
    }

    /// All components that have a value at any landmark.
    static func names(_ landmarks: [ComponentColumns]) -> [Identifier<SignalName>] {
        Set(landmarks.flatMap { $0.values.filter { $0.value.contains { !$0.isNaN } }.keys })
            .sorted()
    }

    /// The columns of these components.
    func columns(_ names: [Identifier<SignalName>]) -> [SignalColumn] {
        names.map { name in
            var column = values[name] ?? []
            // Adding nothing would copy the column.
            if column.count < rows { column += repeatElement(.nan, count: rows - column.count) }
            return SignalColumn(name: SignalName(.score, name.text), values: column)
        }
    }
}
