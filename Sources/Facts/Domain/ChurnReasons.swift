/// The classes of the reasons why customers churn, as a company decides them.
///
///     var classes = ChurnReasons()
///     classes.assign("Price increase", to: .controllable)
///     classes["price  INCREASE"]  // controllable
///
/// Source: `Documentation/methods.md`, 25.
public struct ChurnReasons: Sendable, Equatable {
    /// Whether the company could have done something about it. Its raw value is its name in a policy
    /// file and in the review.
    public enum Class: String, Sendable, CaseIterable {
        case controllable
        case uncontrollable
        /// The policy does not say, or there is no reason.
        case unknown
    }

    private var classes: [String: Class] = [:]

    /// No classes: every reason is unknown.
    public init() {}

    /// The class of a reason; unknown for one that has none, and without a reason.
    public subscript(reason: String?) -> Class {
        reason.flatMap { classes[Self.key(of: $0)] } ?? .unknown
    }

    /// Gives a reason its class.
    ///
    /// - Returns: false if the same reason has one already, which stays.
    @discardableResult
    public mutating func assign(_ reason: String, to known: Class) -> Bool {
        let key = Self.key(of: reason)
        guard classes[key] == nil else { return false }
        classes[key] = known
        return true
    }

    /// The reasons that have a class, without case and spaces, by their bytes.
    public var entries: [(key: String, class: Class)] {
        classes.map { (key: $0.key, class: $0.value) }.sorted { $0.key.precedesByBytes($1.key) }
    }

    /// What a reason is told apart by: its letters in lower case, without spaces.
    public static func key(of reason: String) -> String {
        String(reason.lowercased().filter { !$0.isWhitespace })
    }
}
