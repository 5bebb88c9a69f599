extension DeskPolicy {
    /// Every constant with its name in a policy file, in the order of `Data/desk-policy.yaml`.
    public static let constants:
        [(name: String, path: any WritableKeyPath<DeskPolicy, Double> & Sendable)] = [
            ("red_below", \.redBelow),
            ("amber_below", \.amberBelow),
            ("least_basis", \.leastBasis),
            ("change_days", \.changeDays),
            ("fresh_days", \.freshDays),
            ("score_maximum_age_days", \.scoreMaximumAgeDays),
            ("component_threshold", \.componentThreshold),
            ("level_weight", \.levelWeight),
            ("decline_weight", \.declineWeight),
            ("silence_weight", \.silenceWeight),
            ("unknown_part", \.unknownPart),
            ("decline_days", \.declineDays),
            ("decline_points", \.declinePoints),
            ("silence_days", \.silenceDays),
            ("near_renewal_days", \.nearRenewalDays),
            ("far_renewal_days", \.farRenewalDays),
            ("far_renewal_time", \.farRenewalTime),
            ("quiet_days", \.quietDays),
            ("concentration_level", \.concentrationLevel),
            ("concentration_count", \.concentrationCount),
            ("new_customer_days", \.newCustomerDays),
            ("long_customer_days", \.longCustomerDays),
            ("override_default_days", \.overrideDefaultDays),
            ("override_maximum_days", \.overrideMaximumDays),
            ("override_overdue_days", \.overrideOverdueDays),
            ("playbook_rest_days", \.playbookRestDays),
            ("alert_margin_points", \.alertMarginPoints),
        ]
}
