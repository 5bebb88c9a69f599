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
    /// Moving ranges of at least this multiple of their mean are dropped, once (10).
    public var rangeOutlierFactor = 3.267
    /// The limits lie this many mean moving ranges from the mean (10).
    public var limitFactor = 2.66
    /// This many successive points make a shift or a trend (10).
    public var runLength = 7.0
    /// Limits of fewer points are marked as trial limits (10).
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

    /// A review compares itself with the one this many months earlier: who stands out for the first
    /// time, and which candidates are confirmed (9, 14).
    public var earlierReviewMonths = 12.0
    /// Near limits lie at this share of the distance from the mean to the limits (10).
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
    /// A part shows no difference when the interval of the contrast lies strictly inside plus and minus
    /// this, in percentage points (14).
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

    /// The renewals feed is stale when its latest outcome lies more days before the end of the
    /// month (3).
    public var outcomeLagDays = 45.0
    /// Only events due more days than this before the end of the month count as lacking an outcome
    /// (3).
    public var outcomeGraceDays = 30.0
    /// The renewals feed is stale only where at least this many events fell due after its latest
    /// outcome (3).
    public var outcomeDueCount = 5.0
    /// Outcomes are missing when a larger share of the events due in the window has lapsed (3).
    public var lapsedShare = 0.05
    /// Outcomes are missing only where at least this many events have lapsed (3).
    public var lapsedCount = 3.0
    /// The interval of NPS counts as many answers more than there are: half of them passive, the
    /// others promoters and detractors alike (7).
    public var npsPriorAnswers = 3.0
    /// A verdict about NPS needs at least this many answers (8).
    public var npsVerdictCount = 20.0
    /// A verdict about a money rate of a CSM or a team needs amounts that tell as much as this many
    /// equal ones (8).
    public var moneyVerdictCount = 15.0
    /// The z of a point of a trend is cut at plus and minus this (10).
    public var largestZ = 8.0
    /// The limits of a trend lie at least this far from 0, in units of z (10).
    public var leastLimit = 3.0
    /// A trend goes by month when at least this many of its months qualify (10).
    public var trendMinimumMonths = 13.0
    /// Otherwise a trend goes by fiscal quarter and shows this many (10).
    public var trendQuarters = 12.0
    /// A trend by quarter needs at least this many quarters that qualify (10).
    public var trendMinimumQuarters = 6.0
    /// Limits of fewer quarters are marked as trial limits (10).
    public var trialQuarters = 8.0
    /// Words about a trend speak of labels on this many newest points only (10).
    public var trendNewestPoints = 3.0
    /// The month in which the fiscal year starts. A fiscal year is named after the year in which it
    /// ends (10).
    public var fiscalYearStart = 1.0
    /// The interval of the contrast needs at least this many treated and as many controls (12).
    public var contrastMinimumArm = 5.0
    /// The contrast of a CSM draws its controls from at most this many renewals (12).
    public var contrastCSMCandidates = 100_000.0
    /// The exact test decides when a margin total of the contrast is below this (12).
    public var exactMargin = 5.0
    /// The range of luck is the mean over this many resamples of the training accounts (12).
    public var luckResamples = 200.0
    /// The state from which the stream of resamples starts (12).
    public var resamplingSeed = 1.0
    /// What an override is worth needs at least this many treated and as many controls (13).
    public var worthArmCount = 20.0
    /// It also needs this many expected churns, and expected renewals, among either (13).
    public var worthArmExpected = 5.0
    /// A lead bucket or a segment with fewer of either outcome joins the largest (13).
    public var worthLevelOutcomes = 5.0
    /// The standard deviation of the normal prior of what an override is worth, in log-odds (13).
    public var worthPriorSD = 2.0
    /// A probability of churn is cut to lie this far from 0 and from 1 before that is added (13).
    public var worthLeastProbability = 0.005
    /// A forecast heeds overrides once what they are worth was learnt from at least this many (13).
    public var heededCount = 50.0
    /// A brief has at most this many findings (22).
    public var briefFindings = 5.0
    /// A brief has at most this many findings of a kind (22).
    public var briefPerKind = 2.0
    /// How much a finding that chance gives about once in twenty times weighs beside one that is
    /// unlikely to be chance (22).
    public var briefUsualWeight = 0.5
    /// How much a finding that is still to be confirmed weighs (22).
    public var briefWeakWeight = 0.25
    /// The share of revenue that stands for what has no revenue of its own, as a survey has not (22).
    public var briefVoiceShare = 0.1
    /// A component whose area under the ROC curve lies surely below this tells next to nothing (22).
    public var briefWorthlessArea = 0.6
    /// The least share of the score's weight at which that is a finding (22).
    public var briefWorthlessWeight = 0.1
    /// Signals are read from the settled events due in this many months (16).
    public var signalMonths = 36.0
    /// Signals are read this many days before the due date (16).
    public var firstSignalDays = 180.0
    /// Signals are read again this many days before it. Weights are fitted there (16).
    public var secondSignalDays = 90.0
    /// Signals are read a third time this many days before it (16).
    public var thirdSignalDays = 60.0
    /// Signals are read for the last time this many days before it (16).
    public var lastSignalDays = 30.0
    /// A signal is judged when it is known of at least this many events (16).
    public var signalCount = 30.0
    /// It also needs this many of either outcome (16).
    public var signalOutcomes = 10.0
    /// A signal is judged unless luck leaves all events of an outcome with its commonest value with a larger
    /// probability (16).
    public var signalBlankLevel = 0.001
    /// The short change of the score is over this many days (16).
    public var shortChangeDays = 30.0
    /// The long change of the score is over this many days (16).
    public var longChangeDays = 90.0
    /// The deviation of the score, red days and sessions are of this many days (16).
    public var signalWindowDays = 90.0
    /// The deviation of the score needs at least this many rows (16).
    public var deviationRows = 3.0
    /// Red days are counted when the tier is known on at least this many days (16).
    public var redKnownDays = 60.0
    /// An answer to NPS counts for this many days (16).
    public var npsAgeDays = 365.0
    /// A measure counts for this many days (16).
    public var measureAgeDays = 60.0
    /// A milestone is reached early up to this many days after the account became a customer (16).
    public var shortMilestoneDays = 45.0
    /// It is reached in time up to this many days after that (16).
    public var longMilestoneDays = 90.0
    /// Whether a signal shifted is asked of at least this many events in each half (16).
    public var stabilityCount = 100.0
    /// A signal has shifted when its PSI is above this, and above what chance gives (16).
    public var stabilityLimit = 0.25
    /// Chance gives a smaller PSI with this probability (16).
    public var stabilityLevel = 0.95
    /// The share of a bin of PSI is at least this (16).
    public var stabilityLeastShare = 0.0001
    /// Weights are fitted to this share of the renewals, the older ones, and judged on the others
    /// (16).
    public var olderShare = 0.7
    /// The weight of the penalty on squared coefficients (16).
    public var weightsPenalty = 1.0
    /// A fit needs this many churns for each of its weights (16).
    public var churnsPerWeight = 10.0
    /// A proposal has at most this many weights (16).
    public var mostWeights = 5.0
    /// Signals are chosen by a cross-validation with this many folds (16).
    public var selectionFolds = 5.0
    /// A signal is added when it raises the share of pairs in order by at least this (16).
    public var selectionGain = 0.005
    /// The ranges of weights are from this many resamples of the accounts (16).
    public var weightsResamples = 500.0
    /// A month that is not closed is a preview for this many days after its last day (27).
    public var previewDays = 7.0
    /// A board is told the name of an account only if its annual revenue, in the reporting currency, is
    /// above this (28).
    public var nameAccountsAbove = 1_000_000.0
    /// Whether events that lapsed are known to have churned: the company never records churn, and no
    /// outcome is missing (3).
    public var lapsedMeansChurn = false
    /// Whether the walk of ARR shows currency moves as a step, instead of leaving them out (23).
    public var showsCurrencyInWalk = false
    /// The classes of the reasons why customers churn. Case and spaces do not matter (25).
    public var churnReasons = ChurnReasons()

    /// The weights that the health score gives its components, by the component's name; empty if they are
    /// to be estimated (16).
    public var healthWeights: [String: Double] = [:]

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

    /// The tier of a score whose row has none of its own.
    public func tier(of score: Score) -> Tier {
        score.points < redBelow ? .red : score.points < amberBelow ? .amber : .green
    }

    /// The tier of a row: its own where it has one, or else that of its score.
    public func tier(of score: Score, own: Tier?) -> Tier {
        own ?? tier(of: score)
    }
}
