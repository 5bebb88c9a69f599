/// Whether the audit judges an override, and if not, why. The first case that applies holds.
///
/// Source: `Documentation/methods.md`, 11.
public enum OverrideEligibility: String, Sendable, CaseIterable, Codable, BitwiseCopyable {
    /// The model's tier of that day is unknown.
    case unknownTier = "unknown_tier"
    /// The CSM asserts the tier that the model has.
    case affirm
    /// The account has no renewal due on or after that day.
    case noRenewal = "no_renewal"
    /// It was logged too few days before the due date, or when the outcome was already known.
    case tooLate = "too_late"
    /// It was logged too many days before the due date.
    case tooEarly = "too_early"
    /// Its renewal can judge it.
    case eligible
}
