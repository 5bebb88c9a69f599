import Domain

extension Policy {
    /// The range of sensible values of a constant, and whether it must be a whole number.
    static func sense(of constant: String) -> (range: ClosedRange<Double>, isWhole: Bool) {
        switch constant {
        case "window_months", "trend_months", "history_months", "earlier_review_months":
            (1...120, true)
        case "z": (0.1...10, false)
        case "red_below", "amber_below": (0...100, false)
        case "settled_share", "near_limit_share", "revenue_disagreement_share",
            "many_contracts_share":
            (0...1, false)
        case "significance", "conversation_level", "unlikely_level", "chance_range_level":
            (0.000001...0.5, false)
        case "case_mix_weight", "past_churn_weight": (0.001...1_000_000, false)
        case "rank_reliability": (0.01...0.99, false)
        case "minimum_count", "behaviour_minimum_count": (1...1_000_000, true)
        case "power_significance_z", "power_z": (0...10, false)
        case "many_contracts": (0...1_000_000, true)
        case "unusual_amount_factor": (2...1_000_000, false)
        case "short_scale_top", "share_scale_top": (0...100, false)
        case "detectable_difference_points": (0.1...100, false)
        case "just_above_points": (0...100, false)
        case "month_end_days": (1...28, true)
        case "stuck_score_rows": (1...31, true)
        case "smallest_team": (1...1000, true)
        case "run_length", "trial_points", "trial_quarters", "trend_minimum_months": (2...120, true)
        case "trend_quarters", "trend_minimum_quarters": (2...40, true)
        case "trend_newest_points": (1...120, true)
        case "fiscal_year_start": (1...12, true)
        case "nps_prior_answers": (0.001...1000, false)
        case "largest_z": (1...37, false)
        case "least_limit": (0.1...100, false)
        case "range_outlier_factor", "limit_factor": (0.1...100, false)
        default: constant.hasSuffix("_days") ? (0...3650, true) : (0...1_000_000, false)
        }
    }

    /// Checks that constants which limit one another are in order.
    ///
    /// - Throws: `PolicyFault` that names the first constant out of order.
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
        if shortLeadDays >= mediumLeadDays {
            throw PolicyFault("short_lead_days", "must be below medium_lead_days")
        }
        if secondForecastDays >= firstForecastDays {
            throw PolicyFault("second_forecast_days", "must be below first_forecast_days")
        }
        if lastForecastDays >= secondForecastDays {
            throw PolicyFault("last_forecast_days", "must be below second_forecast_days")
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
