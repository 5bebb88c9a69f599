import Domain

/// The components of the score, gathered batch by batch. Batches may have different ones.
struct ComponentColumns: Sendable {
    private var rows = 0
    private var values: [Identifier<SignalName>: [Double]] = [:]

    /// Adds the components of some questions as further rows.
    mutating func add(_ scores: ComponentScores, _ questions: Range<Int>) {
        for (place, name) in scores.names.enumerated() {
            let key = Identifier<SignalName>(name)
            var column = values.removeValue(forKey: key) ?? []
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
            let known = values[name] ?? []
            return SignalColumn(
                name: SignalName(.score, name.text),
                values: known + repeatElement(.nan, count: rows - known.count))
        }
    }
}
