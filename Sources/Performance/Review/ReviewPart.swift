/// A part of a review that takes long to work out. A command asks only for those that it shows; the
/// facts and the scorecards are always there.
public enum ReviewPart: Sendable, CaseIterable {
    /// How the books of CSMs and teams compare with an average one, and what cards say of it.
    case fair
    /// What the daily scores say month by month: trends and data quality; and how books compared a
    /// month before.
    case history
    /// The ARR walk, the fiscal quarters and years, and the reasons for leaving.
    case finance
    /// The override audit.
    case audit
    /// What predicted renewal, and the weights.
    case signals
}

/// A value of a review that is there where its part was asked for. To read one that was not asked for
/// is a mistake of the program.
@propertyWrapper
public struct Worked<Value: Sendable>: Sendable {
    private var value: Value?

    /// A value; nil where it was not asked for.
    init(_ value: Value?) { self.value = value }

    /// The value.
    public var wrappedValue: Value {
        get {
            guard let value else {
                preconditionFailure(
                    "a part of the review is read that nobody asked for: \(Value.self)")
            }
            return value
        }
        set { value = newValue }
    }
}
