import Calendar

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

extension HealthHistory {
    /// Reads all days of each account. Stores have a faster way.
    public func modelVersions(
        asOf questions: [HealthQuestion], maximumAge: Int, version: HealthVersion
    ) throws -> ModelVersions {
        var known: (account: Int32, days: [HealthDay])?
        return ModelVersions(
            try questions.map { question in
                var days = known.flatMap { $0.account == question.account ? $0.days : nil } ?? []
                if known?.account != question.account {
                    days = try self.days(of: Int(question.account))
                    known = (question.account, days)
                }
                let next = days.firstPosition(in: days.indices) { $0.day > question.day }
                guard next > 0, question.day - days[next - 1].day <= maximumAge else { return nil }
                return days[next - 1].modelVersion ?? ""
            })
    }
}
