public import Domain
import Formats
import Scoring

/// What has been told, so that everything is told once.
///
///     var memory = AlertMemory()
///     let alerts = memory.alerts(today)  // those of today
///     memory.alerts(today)               // none
public struct AlertMemory: Sendable, Equatable {
    /// The alerts whose cause is still there.
    public private(set) var standing: Set<Alert.Key>
    /// The last known tier of each account.
    public private(set) var tiers: [AccountID: Tier]

    /// A memory.
    ///
    /// - Parameters:
    ///   - standing: the alerts whose cause is still there.
    ///   - tiers: the last known tier of each account. An account that is not there is new: what its
    ///     score is below then is remembered, not told.
    public init(standing: Set<Alert.Key> = [], tiers: [AccountID: Tier] = [:]) {
        self.standing = standing
        self.tiers = tiers
    }

    /// What happened since the last call, account by account, and remembers it.
    ///
    /// A score or component that is below its threshold is told when it crosses it. It is told again
    /// only after it was `alertMarginPoints` above. One that is not known changes nothing.
    ///
    /// - Parameter today: how the accounts stand.
    /// - Returns: the alerts; none if nothing happened.
    public mutating func alerts(_ today: WorkingDay) -> [Alert] {
        today.standings.flatMap { alerts($0, margin: today.policy.alertMarginPoints) }
    }

    private mutating func alerts(_ standing: AccountStanding, margin: Double) -> [Alert] {
        let score = standing.score
        let isNew = tiers[standing.account.id] == nil
        var alerts: [Alert] = []
        let now = score.score.map(\.description) ?? ""
        if let threshold = score.threshold {
            let key = Alert.Key(account: standing.account.id, kind: .score)
            if crosses(key, score.value, threshold, margin), !isNew {
                alerts.append(
                    Alert(key: key, sentence: "The score is \(now), below \(short(threshold)).")
                )
            }
        }
        for component in score.components {
            let key = Alert.Key(
                account: standing.account.id, kind: .component, subject: component.name)
            if crosses(key, component.score, component.threshold, margin), !isNew {
                alerts.append(
                    Alert(
                        key: key,
                        sentence: "\(component.words.withCapitalInitial). Its threshold is "
                            + "\(short(component.threshold))."))
            }
        }
        if let tier = score.tier {
            if let before = tiers.updateValue(tier, forKey: standing.account.id), tier < before {
                alerts.append(
                    Alert(
                        key: Alert.Key(account: standing.account.id, kind: .tier),
                        sentence: "The tier fell from \(before.word) to \(tier.word): "
                            + "the score is \(now)."))
            }
        }
        return alerts + tasks(standing)
    }

    /// Overrides to be reviewed and escalations: each is told once.
    private mutating func tasks(_ standing: AccountStanding) -> [Alert] {
        let account = standing.account.id
        var causes: [Alert] = []
        if let override = standing.override, override.needsReview {
            causes.append(
                Alert(
                    key: Alert.Key(
                        account: account, kind: .review, subject: override.override.id),
                    sentence:
                        "An override has been waiting for its review since \(override.review)."))
        }
        for action in standing.escalations {
            causes.append(
                Alert(
                    key: Alert.Key(account: account, kind: .escalation, subject: action.id),
                    sentence: "An escalation has been open since \(action.opened): \(action.title)."
                ))
        }
        return causes.filter { self.standing.insert($0.key).inserted }
    }

    /// Whether a value has just crossed its threshold downwards.
    private mutating func crosses(
        _ key: Alert.Key, _ value: Double?, _ threshold: Double, _ margin: Double
    ) -> Bool {
        guard let value else { return false }
        if value < threshold { return standing.insert(key).inserted }
        if value >= threshold + margin { standing.remove(key) }
        return false
    }

    private func short(_ value: Double) -> String { shortDecimalText(value, decimals: 1) }
}
