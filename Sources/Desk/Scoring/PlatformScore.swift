public import Calendar
public import Domain

extension AccountScore {
    /// The score that the platform gave, with its components as given.
    ///
    /// Components have the title, weight and threshold of the model's component of the same name.
    /// Others have weight 1 and the policy's `componentThreshold`. The weights in use say which
    /// component to look at first; the platform's own may differ.
    ///
    /// - Parameters:
    ///   - health: the latest row by the day; nil without one.
    ///   - day: the day.
    ///   - models: the versions of the model, for names and thresholds; nil without any.
    ///   - policy: the constants. A row older than `scoreMaximumAgeDays` is no score.
    public init(
        platform health: HealthDay?, on day: Day, models: ModelCourse?, policy: DeskPolicy
    ) {
        let model = models?.model(on: day)
        guard let health, health.day <= day,
            Double(day - health.day) <= policy.scoreMaximumAgeDays
        else {
            self.init(
                day: day, modelVersion: nil, value: nil, tier: nil, basis: 0, components: [],
                threshold: model?.threshold)
            return
        }
        let age = day - health.day
        let names = health.components.keys.sorted { $0.precedesByBytes($1) }
        let known = names.map { name in model?.components.first { $0.name == name } }
        let total = known.reduce(0) { $0 + ($1?.weight ?? 1) }
        let components = zip(names, known).map { name, component in
            let weight = component?.weight ?? 1
            return ScoredComponent(
                name: name, title: component?.title ?? name.withCapitalInitial, weight: weight,
                weightInUse: weight / total,
                threshold: component?.threshold ?? policy.componentThreshold,
                score: health.components[name]?.points, basis: 1, ageInDays: age,
                isAging: Double(age) > policy.freshDays, measures: [])
        }
        self.init(
            day: day, modelVersion: health.modelVersion, value: health.score.points,
            tier: health.tier ?? policy.tier(of: health.score), basis: 1, components: components,
            threshold: model?.threshold)
    }
}
