import Attribution
import Domain
public import Statistics

/// What an override of one direction is worth: in log-odds, in points of the score, and in words.
///
///     print(audit.worth[0].sentence)
///
/// Source: `Documentation/methods.md`, 13.
public struct OverrideWorth: Sendable, Codable {
    /// The direction.
    public let direction: OverrideDirection
    /// How far an override moves the odds of churn.
    public let effect: OverrideEffect
    /// The slope β of churn on the score, in log-odds a point; nil without a fit.
    public let slope: Double?
    /// The same effect in points of the score; nil for a `pointsReason`.
    public let points: Points?
    /// What the interval of the effect shows; nil without an estimate.
    public internal(set) var shown: Shown?
    /// Whether the CSMs' calls, taken at their word, forecast better than the score.
    public internal(set) var faceValue: FaceValue
    /// Whether outcomes may be missing, so that what counts as churned may have renewed.
    public internal(set) var haveOutcomesMissing = false
    /// Whether `shown` is weaker because of that.
    public internal(set) var isShownWeakened = false
    /// Whether `faceValue` is weaker because of that.
    public internal(set) var isFaceValueWeakened = false

    /// Whether a word is weaker because outcomes may be missing.
    public var isWeakened: Bool { isShownWeakened || isFaceValueWeakened }
    /// The difference in churn from similar accounts without an override, where the contrast shows
    /// one; nil where it does not.
    public internal(set) var contrastDifference: Double?

    /// Points of the score.
    public struct Points: Sendable, Equatable, Codable {
        /// How many points an override is worth: positive where it lowers the odds of churn.
        public let value: Double
        /// The ends that follow from those of the effect.
        public let interval: Interval

        /// Points with these properties.
        package init(value: Double, interval: Interval) {
            self.value = value
            self.interval = interval
        }
    }

    /// What the interval of the effect shows.
    public enum Shown: String, Sendable, CaseIterable, Codable {
        /// The odds moved as the CSMs said.
        case rightWay = "right_way"
        /// They moved the other way.
        case wrongWay = "wrong_way"
        /// The interval holds 0.
        case notShown = "not_shown"
    }

    /// What the forecast of the CSMs at their word is worth.
    public enum FaceValue: String, Sendable, CaseIterable, Codable {
        /// It is better than that of the score.
        case better
        /// It is worse.
        case worse
        /// Neither is shown.
        case notShown = "not_shown"
    }

    /// The worth with these properties.
    package init(
        _ direction: OverrideDirection, effect: OverrideEffect, slope: Double?, points: Points?,
        shown: Shown?, faceValue: FaceValue, contrastDifference: Double?
    ) {
        self.direction = direction
        self.effect = effect
        self.slope = slope
        self.points = points
        self.shown = shown
        self.faceValue = faceValue
        self.contrastDifference = contrastDifference
    }

    /// Why there are no points; nil with points.
    public var pointsReason: String? {
        points != nil ? nil : effect.reason?.rawValue ?? "flat"
    }

    /// The worth of the overrides of a direction.
    ///
    /// - Parameters:
    ///   - direction: the direction.
    ///   - evidence: that of the month.
    ///   - scoreSlope: the slope of churn on the score, with its error; nil without a fit.
    ///   - contrast: that of all episodes of the direction.
    ///   - valueAdded: the comparison of forecasts.
    init(
        _ direction: OverrideDirection, _ evidence: AuditEvidence,
        scoreSlope: ScoreSlope?, contrast: MatchedContrast?,
        valueAdded: ValueAdded
    ) {
        let policy = evidence.policy
        self.direction = direction
        let effect = OverrideEffect(
            evidence.worthRows(direction), probabilities: evidence.training.probabilities,
            segmentNames: evidence.segmentNames, policy: policy)
        self.effect = effect
        slope = scoreSlope?.value
        points = scoreSlope.flatMap { slope in
            guard slope.value + policy.z * slope.standardError < 0 else { return nil }
            return effect.estimate.map { estimate in
                let ends = [estimate.interval.low, estimate.interval.high].map {
                    $0 / slope.value
                }
                return Points(
                    value: estimate.delta / slope.value,
                    interval: Interval(low: min(ends[0], ends[1]), high: max(ends[0], ends[1])))
            }
        }
        shown = effect.estimate.map { estimate in
            guard estimate.isShown else { return .notShown }
            return (estimate.delta < 0) == (direction == .up) ? .rightWay : .wrongWay
        }
        let difference = valueAdded.byDirection.first { $0.key == direction }?.part.difference
        if let low = difference?.low, let high = difference?.high {
            faceValue = low > 0 ? .better : high < 0 ? .worse : .notShown
        } else {
            faceValue = .notShown
        }
        contrastDifference = contrast.flatMap { contrast in
            contrast.test.p.flatMap { p in
                p < policy.significance ? contrast.test.riskDifference : nil
            }
        }
    }
}

/// The slope of churn on the score, in log-odds a point, with its error.
struct ScoreSlope {
    let value: Double
    /// It allows for several renewals of an account.
    let standardError: Double
}

extension AuditEvidence {
    /// The slope of churn on the score, among the rows of the medium bucket that train for the month
    /// under review; nil where there is no fit.
    ///
    /// Source: `Documentation/methods.md`, 13.
    func scoreSlope() -> ScoreSlope? {
        let rows = training.rows(.medium, through: attributed.frame.month)
        let points = rows.map(\.score.points)
        let mean = points.reduce(0, +) / Double(max(1, rows.count))
        let squares = points.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
        let deviation = (squares / Double(max(1, rows.count))).squareRoot()
        guard deviation > 0 else { return nil }
        // On the raw scale, Newton's cut steps would find no fit for the most telling scores.
        var design = LogisticDesign(columns: 2)
        // A pattern for each score, by its tenths.
        for score in Score.all {
            _ = design.pattern([(0, 1), (1, (score.points - mean) / deviation)])
        }
        for row in rows {
            design.add(
                Int(row.score.tenths), offset: 0, event: row.churned, cluster: row.account)
        }
        return LogisticRegression(design, penalty: 0).map {
            ScoreSlope(
                value: $0.last.estimate / deviation,
                standardError: $0.last.clusteredError / deviation)
        }
    }
}
