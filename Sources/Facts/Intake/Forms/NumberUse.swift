import Domain

/// What a number of a feed is, which decides how it may be written.
enum NumberUse {
    /// Money. It may have marks between thousands and a currency.
    case amount
    /// A score or a component of one. A percent sign is dropped.
    case score
    /// A rate of exchange.
    case exchangeRate
    /// The value of a target or a benchmark: a rate, a score or an amount, as its metric says.
    case yardstick
    /// A measure or its whole. A percentage is a hundredth of its number.
    case measure

    /// The use of a column that holds numbers.
    init(_ feed: Feed, _ column: String) {
        switch (feed, column) {
        case (.targets, "value"), (.benchmarks, "value"): self = .yardstick
        case (.fx, "rate"): self = .exchangeRate
        case (.measures, _): self = .measure
        case (.health, _), (.surveys, _), (_, "model_score"): self = .score
        default: self = .amount
        }
    }

    /// Whether a number never has marks between thousands, so that any mark is a decimal mark.
    var isNeverGrouped: Bool { self == .score || self == .exchangeRate }
}
