/// From the company's renewal rate to that of a book, in steps that add up exactly.
///
/// Source: `Documentation/methods.md`, 9.
public struct RateBridge: Sendable, Equatable {
    /// The company's renewal rate.
    public let companyRate: Double
    /// The step of easier or harder accounts, as a share of the book's renewals.
    public let caseMix: Double
    /// The step of renewals whose owner took the account over within the term.
    public let transition: Double
    /// The step of all other renewals.
    public let rest: Double
    /// The book's own renewal rate.
    public let rate: Double
}

extension RateBridge {
    /// The steps to the rate of a book with at least one renewal.
    init(_ slice: ExpectedRenewals.Slice, companyRate: Double) {
        let count = Double(slice.count)
        self.companyRate = companyRate
        caseMix = slice.probabilities.reduce(0, +) / count - companyRate
        transition = slice.excess(handedOver: true) / count
        rest = slice.excess(handedOver: false) / count
        rate = Double(slice.observed) / count
    }
}
