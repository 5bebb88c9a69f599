import Domain

extension Policy {
    /// The range of sensible values of a constant, and whether it must be a whole number.
    static func sense(of constant: String) -> (range: ClosedRange<Double>, isWhole: Bool) {
        switch constant {
        case "window_months", "trend_months", "history_months", "earlier_review_months",
            "signal_months":
            (1...120, true)
        case "z": (0.1...10, false)
        case "red_below", "amber_below": (0...100, false)
        case "settled_share", "near_limit_share", "revenue_disagreement_share",
            "many_contracts_share", "lapsed_share":
            (0...1, false)
        case "older_share": (0.1...0.9, false)
        case "signal_count", "signal_outcomes", "stability_count", "churns_per_weight":
            (2...1_000_000, true)
        case "deviation_rows": (2...366, true)
        case "signal_window_days": (1...366, true)
        case "stability_level": (0.5...0.999999, false)
        case "stability_least_share": (0.000001...0.01, false)
        case "most_weights": (1...20, true)
        case "selection_folds": (2...20, true)
        case "significance", "conversation_level", "unlikely_level", "chance_range_level",
            "signal_blank_level":
            (0.000001...0.5, false)
        case "case_mix_weight", "past_churn_weight": (0.001...1_000_000, false)
        case "rank_reliability": (0.01...0.99, false)
        case "brief_worthless_area": (0.5...1, false)
        case "brief_worthless_weight": (0...1, false)
        case "minimum_count", "behaviour_minimum_count", "outcome_due_count", "lapsed_count",
            "nps_verdict_count", "contrast_minimum_arm", "worth_arm_count", "heeded_count":
            (1...1_000_000, true)
        case "contrast_csm_candidates": (100...1_000_000_000, true)
        case "money_verdict_count": (1...1_000_000, false)
        case "nps_prior_answers": (0.001...1000, false)
        case "largest_z": (1...37, false)
        case "least_limit": (0.1...100, false)
        case "trend_quarters", "trend_minimum_quarters": (2...40, true)
        case "trend_newest_points": (1...120, true)
        case "fiscal_year_start": (1...12, true)
        case "exact_margin", "worth_level_outcomes": (0...1_000_000, true)
        case "luck_resamples", "weights_resamples": (1...10_000, true)
        case "resampling_seed": (0...9_007_199_254_740_992, true)
        case "worth_prior_sd": (0.01...1000, false)
        case "worth_least_probability": (0.000001...0.49, false)
        case "many_contracts": (0...1_000_000, true)
        case "name_accounts_above": (0...1_000_000_000_000, false)
        case "unusual_amount_factor": (2...1_000_000, false)
        case "short_scale_top", "share_scale_top": (0...100, false)
        case "detectable_difference_points": (0.1...100, false)
        case "just_above_points": (0...100, false)
        case "month_end_days": (1...28, true)
        case "stuck_score_rows": (1...31, true)
        case "smallest_team": (1...1000, true)
        case "run_length", "trial_points", "trial_quarters", "trend_minimum_months": (2...120, true)
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
        if secondSignalDays >= firstSignalDays {
            throw PolicyFault("second_signal_days", "must be below first_signal_days")
        }
        if thirdSignalDays >= secondSignalDays {
            throw PolicyFault("third_signal_days", "must be below second_signal_days")
        }
        if lastSignalDays >= thirdSignalDays {
            throw PolicyFault("last_signal_days", "must be below third_signal_days")
        }
        if shortChangeDays >= longChangeDays {
            throw PolicyFault("short_change_days", "must be below long_change_days")
        }
        if shortMilestoneDays >= longMilestoneDays {
            throw PolicyFault("short_milestone_days", "must be below long_milestone_days")
        }
        if redKnownDays > signalWindowDays {
            throw PolicyFault("red_known_days", "must not be above signal_window_days")
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
