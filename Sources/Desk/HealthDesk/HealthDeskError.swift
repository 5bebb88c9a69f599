public import Calendar

/// Why something that a person enters cannot be taken.
public enum HealthDeskError: Error, Equatable, CustomStringConvertible {
    /// An override without a note.
    case emptyNote
    /// A review date that is not after the day, or too late.
    case reviewOutOfRange(Day, first: Day, last: Day)

    /// What is wrong and what to do.
    public var description: String {
        switch self {
        case .emptyNote:
            "an override needs a note: say what you know that the score does not"
        case .reviewOutOfRange(let day, let first, let last):
            "the review date \(day) is not possible: choose one from \(first) to \(last)"
        }
    }
}
