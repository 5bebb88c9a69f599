/// How many customers are behind the contracts of one scorecard.
///
/// Source: `Documentation/methods.md`, 5.
public struct CustomerCounts: Sendable, Hashable {
    /// Customers with a settled event due in the window.
    public let settled: Int
    /// Those of them whose settled events were all renewed.
    public let kept: Int
    /// Whether customers with many contracts make up so much of the settled events that a rate of
    /// contracts tells less than one of customers.
    public let haveManyContracts: Bool
}
