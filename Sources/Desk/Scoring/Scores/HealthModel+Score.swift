public import Calendar

extension HealthModel {
    /// The score of an account on a day.
    ///
    /// With W the weights of components, w those of the measures of one, and s the scores of those
    /// that are known and valid: a component is Σws / Σw over its known measures, the score ΣWs / ΣW
    /// over the components with one. The basis is ΣW(Σw known / Σw) / ΣW.
    ///
    /// - Parameters:
    ///   - facts: the facts. Those of later days do not count.
    ///   - day: the day.
    ///   - policy: the constants.
    /// - Returns: the score, with everything it rests on.
    public func score(_ facts: AccountFacts, on day: Day, policy: DeskPolicy) -> AccountScore {
        var scored = components.map { $0.score(facts, on: day, policy: policy) }
        let total = scored.reduce(0) { $0 + $1.weight }
        let basis = scored.reduce(0) { $0 + $1.weight * $1.basis } / total
        let known = scored.filter { $0.score != nil }.reduce(0) { $0 + $1.weight }
        var value: Double?
        // A share such as 0.1 + 0.2 + 0.2 of 1 must not miss a half by its last bit.
        if known > 0, basis >= policy.leastBasis - 1e-12 {
            value = scored.reduce(0) { $0 + $1.weight * ($1.score ?? 0) } / known
            for place in scored.indices { scored[place].share(out: known) }
        }
        return AccountScore(
            day: day, modelVersion: version, value: value,
            tier: value.map { policy.tier(of: .init(rounding: $0)) }, basis: min(basis, 1),
            components: scored, threshold: threshold)
    }
}

extension ModelCourse {
    /// The score of an account on a day, by the version that counts on it.
    ///
    /// - Parameters: as of `HealthModel.score(_:on:policy:)`.
    /// - Returns: the score; without any version, one that is not known.
    public func score(_ facts: AccountFacts, on day: Day, policy: DeskPolicy) -> AccountScore {
        model(on: day)?.score(facts, on: day, policy: policy)
            ?? AccountScore(
                day: day, modelVersion: nil, value: nil, tier: nil, basis: 0, components: [],
                threshold: nil)
    }
}

extension ModelComponent {
    func score(_ facts: AccountFacts, on day: Day, policy: DeskPolicy) -> ScoredComponent {
        let scored = measures.map {
            $0.score(facts, on: day, validDays: validDays, changeDays: Int(policy.changeDays))
        }
        let total = scored.reduce(0) { $0 + $1.weight }
        let known = scored.filter { $0.score != nil }.reduce(0) { $0 + $1.weight }
        let age = scored.compactMap(\.observed).max().map { day - $0 }
        return ScoredComponent(
            name: name, title: title, weight: weight, weightInUse: 0, threshold: threshold,
            score: known > 0
                ? scored.reduce(0) { $0 + $1.weight * ($1.score ?? 0) } / known : nil,
            basis: known / total, ageInDays: age,
            isAging: age.map { Double($0) > policy.freshDays } ?? false, measures: scored)
    }
}

extension ScoredComponent {
    /// Takes its share of the score, and gives its known measures theirs.
    ///
    /// - Parameter known: the weight of all components with a score.
    fileprivate mutating func share(out known: Double) {
        guard score != nil else { return }
        weightInUse = weight / known
        let total = measures.filter { $0.score != nil }.reduce(0) { $0 + $1.weight }
        for place in measures.indices where measures[place].score != nil {
            measures[place].weightInUse = weightInUse * measures[place].weight / total
        }
    }
}
