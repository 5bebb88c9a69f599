public import Calendar

/// Why scores cannot be computed.
public enum ScoringError: Error, Equatable, CustomStringConvertible {
    /// No model was given.
    case noModel
    /// Two versions of the model begin on one day; nil for from ever.
    case sameDay(String, String, Day?)
    /// Two models have the same version.
    case sameVersion(String)

    /// What is wrong and what to do.
    public var description: String {
        switch self {
        case .noModel:
            "there is no health model: name a file with --model"
        case .sameDay(let one, let other, let day):
            "the versions \(one) and \(other) of the model "
                + (day.map { "both count from \($0)" } ?? "have no day from which they count")
                + ": give each a day of its own with 'from'"
        case .sameVersion(let version):
            "two models have the version \(version): give the later one another"
        }
    }
}
