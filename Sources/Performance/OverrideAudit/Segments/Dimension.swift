package import Domain

/// A way to divide the portfolio into parts.
///
/// Source: `Documentation/methods.md`, 14.
public enum Dimension: String, Sendable, CaseIterable, Codable {
    /// The market segment.
    case segment
    /// The size class by revenue.
    case arrTier = "arr_tier"
    /// The product.
    case product
    /// The industry.
    case industry
    /// The region.
    case region
    /// The reason that the CSM gave for the override.
    case reason
    /// The lead bucket: how long before the due date.
    case leadBucket = "lead_bucket"

    /// The value of an account; nil where it has none, and for dimensions of overrides.
    package func value(of account: Account) -> String? {
        let value: String? =
            switch self {
            case .segment: account.segment
            case .arrTier: account.arrTier
            case .product: account.product
            case .industry: account.industry
            case .region: account.region
            case .reason, .leadBucket: nil
            }
        return value.flatMap { $0.isEmpty ? nil : $0 }
    }

    /// The opening of a sentence about one of its values.
    func opening(_ value: String) -> String {
        switch self {
        case .segment: "In the segment \(value), "
        case .arrTier: "In the revenue class \(value), "
        case .product: "With the product \(value), "
        case .industry: "In the industry \(value), "
        case .region: "In the region \(value), "
        case .reason: "For the reason \(value), "
        case .leadBucket: "\(value) days before the due date, "
        }
    }
}
