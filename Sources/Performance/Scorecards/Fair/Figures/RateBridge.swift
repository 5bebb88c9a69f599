/// From the others' renewal rate to that of a book, in steps that add up exactly.
///
/// Source: `Documentation/methods.md`, 9.
public struct RateBridge: Sendable, Equatable, Codable {
    /// The renewal rate of all other contracts.
    public let othersRate: Double
    /// The step of easier or harder accounts, as a share of the book's renewals.
    public let caseMix: Double
    /// The step of renewals whose owner took the account over within the term.
    public let transition: Part
    /// The step of all other renewals.
    public let rest: Part
    /// The book's own renewal rate.
    public let rate: Double

    /// The outcomes of some renewals beside their chances, as a share of all of the book.
    public struct Part: Sendable, Equatable, Codable {
        /// The step.
        public let step: Double
        /// How far luck alone takes it to either side, at the confidence of intervals; 0 without
        /// renewals.
        public let luck: Double

        /// Whether there are renewals in it and luck alone may well have made the step.
        public var isWithinLuck: Bool { luck > 0 && abs(step) <= luck }
    }
}

extension RateBridge {
    /// The steps to the rate of a book; nil without renewals or without chances.
    ///
    /// - Parameters:
    ///   - book: the renewals with the chances that the others' renewals tell.
    ///   - z: the standard normal quantile of intervals.
    init?(_ book: BookRenewals, z: Double) {
        guard let chances = book.chances, let othersRate = book.learntRate,
            let uncertainty = book.uncertainty, let handedOver = book.part(handedOver: true),
            let others = book.part(handedOver: false)
        else { return nil }
        let count = Double(book.settled)
        func part(_ part: (excess: Double, variance: Double)) -> Part {
            let variance = part.variance + part.variance * part.variance * uncertainty
            return Part(step: part.excess / count, luck: z * variance.squareRoot() / count)
        }
        self.othersRate = othersRate
        caseMix = chances.reduce(0, +) / count - othersRate
        transition = part(handedOver)
        rest = part(others)
        rate = Double(book.observed) / count
    }
}
