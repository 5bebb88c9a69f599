/// The tier of an account's health, from worst to best.
public enum Tier: UInt8, Hashable, Comparable, CaseIterable, Sendable, Codable, BitwiseCopyable {
    /// Likely to leave.
    case red = 1
    /// At risk.
    case amber = 2
    /// Healthy.
    case green = 3

    /// The tier of the word `red`, `amber` or `green`; nil for any other word.
    public init?(_ word: String) {
        guard let tier = Tier.allCases.first(where: { $0.word == word }) else { return nil }
        self = tier
    }

    /// `red`, `amber` or `green`.
    public var word: String {
        switch self {
        case .red: "red"
        case .amber: "amber"
        case .green: "green"
        }
    }

    /// Whether `left` is the worse tier.
    public static func < (left: Tier, right: Tier) -> Bool {
        left.rawValue < right.rawValue
    }
}
