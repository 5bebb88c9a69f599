public import Calendar
public import Domain

extension AccountFacts {
    /// The facts of every account that scores of some days need.
    ///
    /// - Parameters:
    ///   - reading: the store's facts.
    ///   - models: versions of the model, which say which measures are read and how far back.
    ///   - days: the first and the last day on which scores are wanted.
    ///   - policy: the constants.
    /// - Returns: the facts in the order of `Portfolio.accounts`.
    /// - Throws: what the store throws when it cannot be read.
    /// - Complexity: one pass over the measures of those days and of the days before that still
    ///   count. The observations of the model's measures are in memory at the same time.
    public static func all(
        of reading: any FactReading, for models: [HealthModel], on days: ClosedRange<Day>,
        policy: DeskPolicy
    ) throws -> [AccountFacts] {
        let count = reading.portfolio.accounts.count
        var observations = Array(repeating: [String: [Observation]](), count: count)
        let valid = models.flatMap(\.components).map(\.validDays).max() ?? 0
        let reach = max(valid, 2 * Int(policy.changeDays))
        let (first, last) = (days.lowerBound - reach, days.upperBound)
        let wanted = Set(models.flatMap(\.measures))
        let names = try reading.measures.measures(through: last).map {
            wanted.contains($0.name) ? $0.name : nil
        }
        if names.contains(where: { $0 != nil }) {
            try reading.measures.forEachMeasure(from: first, through: last) { place, row in
                guard let name = names[place] else { return }
                observations[row.account][name, default: []].append(
                    Observation(day: row.day, value: row.value, whole: row.whole))
            }
        }
        let working = reading.working
        let touches = Dictionary(
            grouping: working.touches.filter(\.isMeaningful), by: \.account)
        let contacts = Dictionary(grouping: working.contacts, by: \.account)
        return observations.enumerated().map { account, observations in
            AccountFacts(
                observations: observations, touches: touches[account, default: []].map(\.held),
                contacts: contacts[account, default: []])
        }
    }
}
