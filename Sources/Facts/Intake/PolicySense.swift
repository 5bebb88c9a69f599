import Domain

extension Policy {
    /// The values of a constant that make sense, and whether only whole numbers do.
    static func sense(of constant: String) -> (range: ClosedRange<Double>, isWhole: Bool) {
        switch constant {
        case "window_months", "trend_months", "history_months": (1...120, true)
        case "z": (0.1...10, false)
        case "red_below", "amber_below": (0...100, false)
        case "settled_share": (0...1, false)
        case "significance", "conversation_level", "unlikely_level": (0.000001...0.5, false)
        case "case_mix_weight": (0.001...1_000_000, false)
        case "rank_reliability": (0.01...0.99, false)
        case "minimum_count": (1...1_000_000, true)
        case "run_length", "trial_points": (2...120, true)
        case "range_outlier_factor", "limit_factor": (0.1...100, false)
        default: constant.hasSuffix("_days") ? (0...3650, true) : (0...1_000_000, false)
        }
    }

    /// Whether constants that bound one another stand in order.
    ///
    /// - Throws: `PolicyFault` naming the first that does not.
    func checkOrder() throws {
        if redBelow > amberBelow {
            throw PolicyFault("red_below", "must not be above amber_below")
        }
        if pendingDays > overdueDays {
            throw PolicyFault("pending_days", "must not be above overdue_days")
        }
        if windowMonths > historyMonths {
            throw PolicyFault("history_months", "must not be below window_months")
        }
        if unlikelyLevel > conversationLevel {
            throw PolicyFault("unlikely_level", "must not be above conversation_level")
        }
        if ownershipToDays > ownershipFromDays {
            throw PolicyFault("ownership_to_days", "must not be above ownership_from_days")
        }
        if !(ownershipToDays...ownershipFromDays).contains(ownershipTieDays) {
            throw PolicyFault(
                "ownership_tie_days",
                "must lie between ownership_to_days and ownership_from_days")
        }
        if ownershipMinimumDays > ownershipFromDays - ownershipToDays + 1 {
            throw PolicyFault(
                "ownership_minimum_days",
                "must not be above the days from ownership_from_days to ownership_to_days")
        }
    }
}
