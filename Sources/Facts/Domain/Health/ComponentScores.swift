/// The components of the score for some questions, and the versions of the model that gave them.
public struct ComponentScores: Sendable, Equatable {
    /// The components that an answer has a value of, sorted by their bytes.
    public var names: [String]
    /// One row for each question, in their order, each with one value per name: tenths of a point, or
    /// `unknown`.
    public var tenths: [Int16]
    /// The version of the model of each question's row.
    public var versions: ModelVersions

    /// The value of a component that is not known.
    public static let unknown = Int16.min

    /// Components with these properties.
    public init(names: [String], tenths: [Int16], versions: ModelVersions) {
        self.names = names
        self.tenths = tenths
        self.versions = versions
    }

    /// A component as of a question, both counted from 0; nil where it is not known.
    public subscript(question question: Int, component component: Int) -> Score? {
        let value = tenths[question * names.count + component]
        return value == Self.unknown ? nil : Score(tenths: value)
    }
}

extension ComponentScores {
    /// The components of the rows that answer some questions.
    ///
    /// - Parameters:
    ///   - rows: the components of each row by name; nil for a question without an answer.
    ///   - versions: the version of each row, empty without one; nil for a question without an answer.
    package init(_ rows: [[String: Score]?], versions: [String?]) {
        var names: [Identifier<Self>: Int] = [:]
        for case .some(let row) in rows { for name in row.keys { names[.init(name)] = 0 } }
        let sorted = names.keys.sorted()
        for (place, name) in sorted.enumerated() { names[name] = place }
        var tenths = Array(repeating: Self.unknown, count: rows.count * sorted.count)
        for (question, row) in rows.enumerated() {
            for (name, score) in row ?? [:] {
                tenths[question * sorted.count + names[.init(name), default: 0]] = score.tenths
            }
        }
        self.init(
            names: sorted.map(\.text), tenths: tenths, versions: ModelVersions(versions))
    }
}
