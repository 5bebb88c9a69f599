public import Calendar

/// Every constant of the methods. A review prints them, and the footer of every chart shows their
/// digest.
///
///     var policy = Policy()
///     policy.minimumCount = 12
///
/// Source: `Documentation/methods.md`; the number in parentheses is the section.
public struct Policy: Sendable, Equatable {
    /// The currency in which amounts are added up (1).
    public var reportingCurrency = "USD"
    /// The length of the headline window in months (1).
    public var windowMonths = 12.0
    /// Two-sided standard normal quantile of all intervals (0).
    public var z = 1.959963984540054
    /// A score below this is red, where a row has no tier of its own (2).
    public var redBelow = 40.0
    /// A score from `redBelow` to below this is amber; a higher one is green (2).
    public var amberBelow = 70.0
    /// A score older than this many days is unknown (2).
    public var scoreMaximumAgeDays = 30.0
    /// A renewal that is not closed is pending up to this many days after its due date (3).
    public var pendingDays = 30.0
    /// It is then overdue up to this many days, and lapsed after that (3).
    public var overdueDays = 90.0
    /// A figure is provisional when a smaller share of its due events is settled (3).
    public var settledShare = 0.9
    /// The days in which ownership is counted begin this many days before the due date (4).
    public var ownershipFromDays = 180.0
    /// The days in which ownership is counted end this many days before the due date (4).
    public var ownershipToDays = 30.0
    /// A tie goes to the CSM who owned the account this many days before the due date (4).
    public var ownershipTieDays = 90.0
    /// An event whose owner has fewer of those days belongs to the transition pool (4).
    public var ownershipMinimumDays = 60.0
    /// A rate needs at least this many events, spells or answers (5 to 7).
    public var minimumCount = 10.0
    /// A spell shorter than this does not count in balance metrics (6).
    public var spellMinimumDays = 60.0
    /// The significance level of tests (8, 12, 14).
    public var significance = 0.05
    /// Probabilities of renewal are learnt from settled renewals of this many months (9).
    public var historyMonths = 36.0
    /// The containing cell counts as this many renewals in each cell of the case mix (9).
    public var caseMixWeight = 20.0
    /// An account is compared as it was this many days before the due date, or when its owner took
    /// it over, if that was later (9).
    public var termDays = 365.0
    /// The end-game version compares an account as it was this many days before the due date (9).
    public var endGameDays = 90.0
    /// A book with a smaller two-sided mid-p is worth a conversation (9).
    public var conversationLevel = 0.05
    /// A book with a smaller two-sided mid-p is unlikely to be chance (9).
    public var unlikelyLevel = 0.002
    /// A book has a rank only from this reliability on (9).
    public var rankReliability = 0.7
    /// Figures of a team, and of a part of the portfolio, are withheld from people who may not see
    /// those of single persons if they come from fewer people than this (18).
    public var smallestTeam = 5.0
    /// What the owner of the health model may learn about CSMs under pseudonyms (18).
    public var modelOwnerSees = ModelOwnerSees.episodes
    /// A trend shows this many months (10).
    public var trendMonths = 24.0
    /// Moving ranges of z of at least this multiple of their mean are dropped, once (10).
    public var rangeOutlierFactor = 3.267
    /// The limits lie this many mean moving ranges of z from 0 (10).
    public var limitFactor = 2.66
    /// This many successive points make a shift or a trend (10).
    public var runLength = 7.0
    /// Limits of fewer months are marked as trial limits (10).
    public var trialPoints = 13.0
    /// An override without a re-evaluation date is in force for this many days (11).
    public var overrideForceDays = 60.0
    /// An override belongs to the same episode up to this many days after the end of the one before
    /// (11).
    public var overrideMergeDays = 7.0
    /// An override logged fewer days before the due date is too late to be judged (11).
    public var overrideMinimumLeadDays = 14.0
    /// An override logged more days before the due date is too early to be judged (11).
    public var overrideMaximumLeadDays = 180.0
    /// A fit of churn to scores needs at least this many past renewals (12).
    public var trainingRows = 200.0
    /// A fit of churn to scores needs at least this many churns among them (12).
    public var trainingChurns = 20.0
    /// A verdict needs at least this many matured episodes (12).
    public var verdictCount = 50.0
    /// A verdict needs at least this many episodes of either outcome (12).
    public var verdictOutcomes = 5.0
    /// A part of the portfolio is a candidate up to this adjusted p-value (14).
    public var candidateLevel = 0.1
    /// A health feed that ends more days before the end of the month is stale (17).
    public var healthLagDays = 2.0

    // These constants got their names after reviews had been published: see `laterConstants`.

    /// A review compares itself with the one this many months earlier: who stands out for the first
    /// time, and which candidates are confirmed (9, 14).
    public var earlierReviewMonths = 12.0
    /// Near limits lie at this share of the distance from 0 to the limits of z (10).
    public var nearLimitShare = 2.0 / 3.0
    /// The short lead bucket holds leads of up to this many days (12).
    public var shortLeadDays = 30.0
    /// The medium lead bucket holds longer leads of up to this many days; the long one the rest (12).
    public var mediumLeadDays = 90.0
    /// Scores stand for the short lead bucket this many days before the due date (12).
    public var shortLandmarkDays = 22.0
    /// Scores stand for the medium lead bucket this many days before the due date (12).
    public var mediumLandmarkDays = 60.0
    /// Scores stand for the long lead bucket this many days before the due date (12).
    public var longLandmarkDays = 120.0
    /// Chance alone leaves the range of expected churns, and the funnel of under-reaction, with this
    /// probability, two-sided (12, 15).
    public var chanceRangeLevel = 0.05
    /// Forecasts are compared this many days before the due date (13).
    public var firstForecastDays = 180.0
    /// Forecasts are compared again this many days before it (13).
    public var secondForecastDays = 120.0
    /// Forecasts are compared for the last time this many days before it (13).
    public var lastForecastDays = 60.0
    /// The churn rate of a direction counts as this many episodes in the rate of each score band (13).
    public var pastChurnWeight = 20.0
    /// The standard normal quantile of the test for which `more_needed` is worked out (14).
    public var powerSignificanceZ = 1.96
    /// The standard normal quantile of the power that `more_needed` asks for: 80 % (14).
    public var powerZ = 0.8416
    /// The difference that `more_needed` episodes would show, in percentage points (14).
    public var detectableDifferencePoints = 10.0
    /// A CSM with fewer cases of a kind of behaviour is not compared with the others (15).
    public var behaviourMinimumCount = 10.0
    /// A score up to this many points above a threshold counts as just above it (15).
    public var justAbovePoints = 3.0
    /// The end of a month is its last days, as many as this (15).
    public var monthEndDays = 7.0
    /// A handover changes the owner of an account that was red this many days before its due date (15).
    public var handoverDays = 120.0
    /// An override is withdrawn early up to this many days after it was logged (15).
    public var withdrawnEarlyDays = 14.0
    /// Omission and under-reaction look at the tier this many days before the due date (15).
    public var warningDays = 90.0
    /// A stretch of fewer days without a health row is not reported (17).
    public var healthGapDays = 7.0
    /// A month with fewer health rows does not tell whether a score is stuck (17).
    public var stuckScoreRows = 20.0
    /// Renewals of an account that are due fewer days apart are reported as overlapping (17).
    public var overlappingTermDays = 90.0
    /// Revenue of two feeds disagrees when it differs by more than this share (17).
    public var revenueDisagreementShare = 0.01
    /// A customer with more events than this in the window has many contracts (5).
    public var manyContracts = 4.0
    /// Customers with many contracts are spoken of when a larger share of the settled events is
    /// theirs (5).
    public var manyContractsShare = 0.1
    /// An amount this many times the others of its account or its segment is reported (17).
    public var unusualAmountFactor = 500.0
    /// A health feed without a score above this is reported: its scale may end there (17).
    public var shortScaleTop = 10.0
    /// A health feed without a score above this is reported: its scores may be shares (17).
    public var shareScaleTop = 1.0

    /// The interval of NPS counts this many answers more than there are: a quarter of them promoters,
    /// half passives, a quarter detractors (7).
    public var npsPriorAnswers = 3.0
    /// The z of a month's count is cut at plus and minus this (10).
    public var largestZ = 8.0
    /// The limits of z lie at least this far from 0 (10).
    public var leastLimit = 3.0
    /// A metric is drawn by month when at least this many months qualify (10).
    public var trendMinimumMonths = 13.0
    /// Otherwise it is drawn by fiscal quarter, this many of them (10).
    public var trendQuarters = 12.0
    /// At least this many of the quarters must qualify. Otherwise there is no trend (10).
    public var trendMinimumQuarters = 6.0
    /// Limits of fewer quarters are marked as trial limits (10).
    public var trialQuarters = 8.0
    /// Words speak only of labels on this many of the newest valid points (10).
    public var trendNewestPoints = 3.0
    /// The month in which the fiscal year starts. A fiscal year is named after the year in which it
    /// ends (10).
    public var fiscalYearStart = 1.0

    /// The months from which a trend's limits begin anew, each decided by a person (10).
    public var rebases: [Rebase] = []

    /// A month from which the mean and the limits of a trend are computed anew.
    public struct Rebase: Sendable, Hashable {
        /// The metric of the trend.
        public var metric: String
        /// The team; nil for the company.
        public var team: String?
        /// The first month of the new segment.
        public var from: Month
        /// Why it was decided.
        public var reason: String

        /// A rebase with these properties.
        public init(metric: String, team: String? = nil, from: Month, reason: String) {
            self.metric = metric
            self.team = team
            self.from = from
            self.reason = reason
        }
    }

    /// What the owner of the health model may learn about CSMs, always under pseudonyms.
    public enum ModelOwnerSees: String, Sendable, CaseIterable {
        /// Each episode, but not which of them come from one CSM.
        case episodes
        /// The episodes of each CSM, under the pseudonym of the table of CSMs.
        case csmPatterns = "csm_patterns"
    }

    /// The defaults.
    public init() {}

    /// The numeric constants with their names in a policy file, in the order in which a review
    /// prints them.
    public static let constants:
        [(name: String, path: any WritableKeyPath<Policy, Double> & Sendable)] = [
            ("window_months", \.windowMonths),
            ("z", \.z),
            ("red_below", \.redBelow),
            ("amber_below", \.amberBelow),
            ("score_maximum_age_days", \.scoreMaximumAgeDays),
            ("pending_days", \.pendingDays),
            ("overdue_days", \.overdueDays),
            ("settled_share", \.settledShare),
            ("ownership_from_days", \.ownershipFromDays),
            ("ownership_to_days", \.ownershipToDays),
            ("ownership_tie_days", \.ownershipTieDays),
            ("ownership_minimum_days", \.ownershipMinimumDays),
            ("minimum_count", \.minimumCount),
            ("spell_minimum_days", \.spellMinimumDays),
            ("significance", \.significance),
            ("history_months", \.historyMonths),
            ("case_mix_weight", \.caseMixWeight),
            ("term_days", \.termDays),
            ("end_game_days", \.endGameDays),
            ("conversation_level", \.conversationLevel),
            ("unlikely_level", \.unlikelyLevel),
            ("rank_reliability", \.rankReliability),
            ("trend_months", \.trendMonths),
            ("range_outlier_factor", \.rangeOutlierFactor),
            ("limit_factor", \.limitFactor),
            ("run_length", \.runLength),
            ("trial_points", \.trialPoints),
            ("override_force_days", \.overrideForceDays),
            ("override_merge_days", \.overrideMergeDays),
            ("override_minimum_lead_days", \.overrideMinimumLeadDays),
            ("override_maximum_lead_days", \.overrideMaximumLeadDays),
            ("training_rows", \.trainingRows),
            ("training_churns", \.trainingChurns),
            ("verdict_count", \.verdictCount),
            ("verdict_outcomes", \.verdictOutcomes),
            ("candidate_level", \.candidateLevel),
            ("health_lag_days", \.healthLagDays),
        ]

    /// The numeric constants that got their names after reviews had been published, in the order in
    /// which a review prints them.
    ///
    /// A policy file sets them like all others. A review prints and digests one of them only where
    /// its value differs from the default, so that reviews and digests made before the constant had
    /// a name stay the same, byte for byte.
    public static let laterConstants:
        [(name: String, path: any WritableKeyPath<Policy, Double> & Sendable)] = [
            ("earlier_review_months", \.earlierReviewMonths),
            ("near_limit_share", \.nearLimitShare),
            ("short_lead_days", \.shortLeadDays),
            ("medium_lead_days", \.mediumLeadDays),
            ("short_landmark_days", \.shortLandmarkDays),
            ("medium_landmark_days", \.mediumLandmarkDays),
            ("long_landmark_days", \.longLandmarkDays),
            ("chance_range_level", \.chanceRangeLevel),
            ("first_forecast_days", \.firstForecastDays),
            ("second_forecast_days", \.secondForecastDays),
            ("last_forecast_days", \.lastForecastDays),
            ("past_churn_weight", \.pastChurnWeight),
            ("power_significance_z", \.powerSignificanceZ),
            ("power_z", \.powerZ),
            ("detectable_difference_points", \.detectableDifferencePoints),
            ("behaviour_minimum_count", \.behaviourMinimumCount),
            ("just_above_points", \.justAbovePoints),
            ("month_end_days", \.monthEndDays),
            ("handover_days", \.handoverDays),
            ("withdrawn_early_days", \.withdrawnEarlyDays),
            ("warning_days", \.warningDays),
            ("health_gap_days", \.healthGapDays),
            ("stuck_score_rows", \.stuckScoreRows),
            ("overlapping_term_days", \.overlappingTermDays),
            ("revenue_disagreement_share", \.revenueDisagreementShare),
            ("smallest_team", \.smallestTeam),
            ("many_contracts", \.manyContracts),
            ("many_contracts_share", \.manyContractsShare),
            ("unusual_amount_factor", \.unusualAmountFactor),
            ("short_scale_top", \.shortScaleTop),
            ("share_scale_top", \.shareScaleTop),
            ("nps_prior_answers", \.npsPriorAnswers),
            ("largest_z", \.largestZ),
            ("least_limit", \.leastLimit),
            ("trend_minimum_months", \.trendMinimumMonths),
            ("trend_quarters", \.trendQuarters),
            ("trend_minimum_quarters", \.trendMinimumQuarters),
            ("trial_quarters", \.trialQuarters),
            ("trend_newest_points", \.trendNewestPoints),
            ("fiscal_year_start", \.fiscalYearStart),
        ]

    /// Where a policy keeps the constant of a name in a policy file; nil for an unknown name.
    public static func path(
        ofConstant name: String
    ) -> (any WritableKeyPath<Policy, Double> & Sendable)? {
        (constants + laterConstants).first { $0.name == name }?.path
    }

    /// The names and values of the constants that a review prints and digests, in order: all of
    /// `constants`, and those of `laterConstants` that differ from their default.
    public var printedConstants: [(name: String, value: Double)] {
        let defaults = Policy()
        let changed = Policy.laterConstants.filter { _, path in
            self[keyPath: path] != defaults[keyPath: path]
        }
        return (Policy.constants + changed).map { ($0.name, self[keyPath: $0.path]) }
    }

    /// The tier of a score whose row has none of its own.
    public func tier(of score: Score) -> Tier {
        score.points < redBelow ? .red : score.points < amberBelow ? .amber : .green
    }

    /// The tier of a row: its own where it has one, or else that of its score.
    public func tier(of score: Score, own: Tier?) -> Tier {
        own ?? tier(of: score)
    }
}
