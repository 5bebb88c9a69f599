public import Calendar
import Formats

/// A row of a feed other than health, checked against the feed's rules.
public struct FeedRow: Sendable, Equatable {
    /// One value for each column, in the order of `Feed.columns`.
    public var values: [FeedValue]

    /// A row of these values.
    public init(_ values: [FeedValue]) {
        self.values = values
    }
}

/// The value of one field.
public enum FeedValue: Sendable, Equatable {
    /// The field is empty.
    case none
    /// An identifier, a text or a word.
    case text(String)
    /// A day.
    case day(Day)
    /// A finite number.
    case number(Double)

    /// The day, where it is one.
    public var day: Day? {
        guard case .day(let day) = self else { return nil }
        return day
    }

    /// The number, where it is one.
    public var number: Double? {
        guard case .number(let number) = self else { return nil }
        return number
    }

    /// The text, where it is one.
    public var text: String? {
        guard case .text(let text) = self else { return nil }
        return text
    }

    /// Whether both hold the same value. Texts are compared by their bytes.
    public static func == (left: Self, right: Self) -> Bool {
        switch (left, right) {
        case (.none, .none): true
        case (.text(let left), .text(let right)): left.hasSameBytes(as: right)
        case (.day(let left), .day(let right)): left == right
        case (.number(let left), .number(let right)): left == right
        default: false
        }
    }
}
