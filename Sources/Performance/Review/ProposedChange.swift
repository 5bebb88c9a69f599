import Attribution
package import Calendar
import Domain
import Formats
package import OverrideAudit
import Scorecards
import Statistics

/// A change to the health model that the overrides of one part of the portfolio suggest, with its
/// evidence.
package struct ProposedChange: Sendable {
    /// How the portfolio is divided.
    package var dimension: Dimension
    /// The value that the part has.
    package var value: String
    /// Whether the CSMs saw the accounts better or worse than the score.
    package var direction: OverrideDirection
    /// Whether new evidence confirmed it. It is only a candidate otherwise.
    package var isConfirmed: Bool
    /// How many episodes there are, and how many controls.
    package var treated: Int
    package var controls: Int
    /// The difference of the churn rates, episodes minus controls, with its interval.
    package var difference: Double
    package var differenceLow: Double?
    package var differenceHigh: Double?
    /// The p-value, and the one adjusted for all parts.
    package var p: Double
    package var adjustedP: Double
    /// The first and the last month in which the renewals fell due.
    package var firstMonth: Month
    package var lastMonth: Month
    /// How many CSMs the episodes come from, and the CSM with the most of them, by pseudonym.
    package var csms: Int
    package var largestCSM: String
    package var largestCSMEpisodes: Int
    /// How many new episodes can refute it: as many as it takes to show the difference of
    /// `Policy.detectableDifferencePoints`.
    package var enough: Int

    /// A change with that evidence.
    package init(
        dimension: Dimension, value: String, direction: OverrideDirection, isConfirmed: Bool,
        treated: Int, controls: Int, difference: Double, differenceLow: Double?,
        differenceHigh: Double?, p: Double, adjustedP: Double, firstMonth: Month, lastMonth: Month,
        csms: Int, largestCSM: String, largestCSMEpisodes: Int, enough: Int
    ) {
        self.dimension = dimension
        self.value = value
        self.direction = direction
        self.isConfirmed = isConfirmed
        self.treated = treated
        self.controls = controls
        self.difference = difference
        self.differenceLow = differenceLow
        self.differenceHigh = differenceHigh
        self.p = p
        self.adjustedP = adjustedP
        self.firstMonth = firstMonth
        self.lastMonth = lastMonth
        self.csms = csms
        self.largestCSM = largestCSM
        self.largestCSMEpisodes = largestCSMEpisodes
        self.enough = enough
    }
}

extension ProposedChange {
    /// What to do about the model.
    package enum Kind: String {
        /// Upward overrides are an input of the model that lowers the forecast of churn.
        case heedUpward = "heed_upward_overrides"
        /// Downward overrides are an input of the model that raises the forecast of churn.
        case heedDownward = "heed_downward_overrides"
        /// Upward overrides leave the forecast as it is.
        case keepScore = "keep_score"
        /// Nothing, as the numbers cannot tell why.
        case noChange = "no_change"
    }

    /// What to do about the model, from direction and sign.
    package var kind: Kind {
        switch (direction, difference < 0) {
        case (.up, true): .heedUpward
        case (.up, false): .keepScore
        case (.down, false): .heedDownward
        case (.down, true): .noChange
        }
    }

    /// Which accounts, in words.
    package var place: String {
        switch dimension {
        case .reason: "overrides for the reason \(value)"
        case .leadBucket: "overrides logged \(value) days before the due date"
        default: "\(dimension.title.lowercased()) \(value)"
        }
    }

    /// What to change in the model.
    package var change: String {
        switch kind {
        case .heedUpward:
            "Take an upward override in force as an input of the model here, with a weight of its "
                + "own that lowers the forecast of churn: CSMs see what the score does not."
        case .heedDownward:
            "Take a downward override in force as an input of the model here, with a weight of its "
                + "own that raises the forecast of churn: CSMs see what the score does not."
        case .keepScore:
            "Let an upward override leave the forecast of churn as it is here: accounts churned "
                + "more often than similar ones without one."
        case .noChange:
            "No change: accounts overridden to a worse tier churned less often. Whether the risk "
                + "was small or what was done helped, these numbers cannot tell."
        }
    }

    /// What would refute it.
    package var refutation: String {
        let sign = difference < 0 ? "below" : "above"
        return "The next \(counted(enough, "episode")) of this kind, judged alone once their "
            + "renewals have matured, show a difference that is not \(sign) 0."
    }
}

extension MonthlyReview {
    /// The changes that are confirmed and those to be confirmed, in the order of the audit.
    package var proposedChanges: [ProposedChange] {
        let pseudonyms = csmPseudonyms
        return audit.segments.compactMap { segment in
            guard segment.status == .confirmed || segment.status == .candidate else { return nil }
            guard let matched = segment.figures.matched, let p = matched.test.p,
                let difference = matched.test.riskDifference, let adjustedP = segment.adjustedP
            else { preconditionFailure("a candidate has a contrast with a p-value") }
            let episodes = audit.episodes.filter {
                $0.direction == segment.figures.direction && $0.isResolved && $0.isCounted
                    && value(segment.dimension, of: $0)?.hasSameBytes(as: segment.value) == true
            }
            let months = episodes.map(\.due.month)
            let byCSM = Dictionary(grouping: episodes, by: \.csm).mapValues(\.count)
            let largest = byCSM.max { ($0.value, $1.key) < ($1.value, $0.key) }
            guard let first = months.min(), let last = months.max(), let largest else {
                preconditionFailure("a candidate has counted episodes")
            }
            return ProposedChange(
                dimension: segment.dimension, value: segment.value,
                direction: segment.figures.direction, isConfirmed: segment.status == .confirmed,
                treated: matched.treated, controls: matched.controls, difference: difference,
                differenceLow: matched.test.interval?.low,
                differenceHigh: matched.test.interval?.high, p: p, adjustedP: adjustedP,
                firstMonth: first, lastMonth: last, csms: byCSM.count,
                largestCSM: pseudonyms[largest.key], largestCSMEpisodes: largest.value,
                enough: matched.treated + (segment.moreNeeded ?? 0))
        }
    }
}
