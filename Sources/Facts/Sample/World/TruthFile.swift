import Formats

extension World {
    /// Writes the planted values as JSON, so that an analysis can be checked against them.
    func writeTruth(to path: String) throws(FileError) {
        let people = csms.map { csm in
            """
                {"csm_id": "\(csm.id)", "keeping": \(csm.keeping), \
            "optimism": \(csm.optimism), "logs_at_month_end": \(csm.logsAtMonthEnd)}
            """
        }
        let json = """
            {
              "seed": \(seed),
              "accounts": \(accounts),
              "first_day": "\(first)",
              "last_day": "\(last)",
              "model_version_change": "\(versionChange)",
              "override_skill": \(truth.overrideSkill),
              "segment_skill": \(truth.segmentSkill.map { "\($0)" } ?? "null"),
              "treatment_effect": \(truth.treatmentEffect),
              "intercept": \(truth.intercept),
              "segment_effects": \(truth.segmentEffects),
              "hidden_effect": \(truth.hiddenEffect),
              "signal_effects": \(truth.signalEffects),
              "keeping_spread": \(truth.keepingSpread),
              "optimism": \(truth.optimism),
              "optimism_spread": \(truth.optimismSpread),
              "overrides_per_year": \(truth.overridesPerYear),
              "handovers_per_year": \(truth.handoversPerYear),
              "vacated_share": \(truth.vacatedShare),
              "troubled_share": \(truth.troubledShare),
              "score_season": \(truth.scoreSeason),
              "start_season": \(truth.startSeason),
              "csms": [
            \(people.joined(separator: ",\n"))
              ]
            }

            """
        let file = try OutputFile(path)
        try file.write(json)
        try file.flush()
    }
}
