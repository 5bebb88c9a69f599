public import Calendar
public import Domain
import Formats

extension AccountScore {
    /// The score that the platform gave, with its components as given.
    ///
    /// Components have weight 1 and the policy's `componentThreshold`. The weights in use say which
    /// component to look at first; the platform's own may differ.
    ///
    /// - Parameters:
    ///   - health: the latest row by the day; nil without one.
    ///   - day: the day.
    ///   - policy: the constants. A row older than `scoreMaximumAgeDays` is no score.
    public init(platform health: HealthDay?, on day: Day, policy: DeskPolicy) {
        guard let health, health.day <= day,
            Double(day - health.day) <= policy.scoreMaximumAgeDays
        else {
            self.init(
                day: day, modelVersion: nil, value: nil, tier: nil, basis: 0, components: [],
                threshold: nil)
            isPlatform = true
            return
        }
        let age = day - health.day
        let names = health.components.keys.sorted { $0.precedesByBytes($1) }
        let components = names.map { name in
            ScoredComponent(
                name: name, title: name.withCapitalInitial, weight: 1,
                weightInUse: 1 / Double(names.count), threshold: policy.componentThreshold,
                score: health.components[name]?.points, basis: 1, ageInDays: age,
                isAging: Double(age) > policy.freshDays, measures: [])
        }
        self.init(
            day: day, modelVersion: health.modelVersion, value: health.score.points,
            tier: health.tier ?? policy.tier(of: health.score), basis: 1, components: components,
            threshold: nil)
        isPlatform = true
    }
}
