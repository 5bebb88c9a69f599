/// The versions of the scoring model behind the answers to some questions.
public struct ModelVersions: Sendable, Equatable {
    /// The versions that an answer has, sorted by their bytes. A row without a version has the empty one.
    public var names: [String]
    /// The version of each question's row, as a position in `names`; -1 without an answer.
    public var rows: [Int32]

    /// Versions with these properties.
    public init(names: [String], rows: [Int32]) {
        self.names = names
        self.rows = rows
    }

    /// The versions of the rows that answer some questions.
    ///
    /// - Parameter answers: the version of each row, empty without one; nil for a question without an
    ///   answer.
    package init(_ answers: [String?]) {
        let sorted = Set(answers.lazy.compactMap { $0.map { Identifier<Self>($0) } }).sorted()
        let places = Dictionary(uniqueKeysWithValues: zip(sorted, Int32(0)...))
        self.init(
            names: sorted.map(\.text),
            rows: answers.map { $0.flatMap { places[Identifier<Self>($0)] } ?? -1 })
    }
}
