import Calendar
import ArgumentParser
import DeskFiles
import Domain
import HealthDesk
import Ledger
import Scoring
import Terminal

/// The day that a command is about, and where its scores come from.
struct DayOptions: ParsableArguments {
    @OptionGroup var ledger: DeskLedgerOptions

    @Option(help: "The day, such as 2026-10-31 (default: today).")
    var date: Day?

    @Option(
        help: """
            A model file, by which scores are computed (default: the scores of health.csv). \
            Give every version of the model, each with this option.
            """)
    var model: [String] = []

    @Option(help: "A policy file that replaces default constants.")
    var policy: String?

    var day: Day { date ?? Terminal.now().day }

    /// Reads the facts and the files.
    func sources() throws -> DeskSources {
        let policy = try policy.map { try DeskPolicy(yamlFile: $0) } ?? DeskPolicy()
        let models = try model.map { try HealthModel(yamlFile: $0) }
        return DeskSources(
            reading: try ledger.open().reading(), day: day, policy: policy,
            models: models.isEmpty ? nil : try ModelCourse(models))
    }
}

/// The facts of the ledger, and what the files of a command say about them.
struct DeskSources {
    let reading: any FactReading
    let day: Day
    let policy: DeskPolicy
    /// The versions of the model; nil if the platform's scores count.
    let models: ModelCourse?

    /// The scores from some days before the day up to it.
    func scores(daysBefore: Int) throws -> any ScoreSource {
        try scoreSource(reading, by: models, on: (day - daysBefore)...day, policy: policy)
    }

    /// How every account stands on the day, with the scores.
    ///
    /// - Throws: `DeskError.noScores` if the platform gave none by then.
    func workingDay() throws -> (today: WorkingDay, scores: any ScoreSource) {
        let scores = try scores(daysBefore: max(7, Int(policy.declineDays)))
        let today = try WorkingDay(reading, scores: scores, on: day, policy: policy)
        if models == nil, !today.standings.isEmpty,
            today.standings.allSatisfy({ $0.score.value == nil })
        {
            throw DeskError.noScores(day, last: reading.lastHealthDay)
        }
        return (today, scores)
    }

    /// The position of the account of an identifier.
    func account(_ id: String) throws -> Int {
        let accounts = reading.portfolio.accounts
        guard let position = accounts.firstIndex(where: { $0.id == AccountID(id) }) else {
            throw DeskError.unknownAccount(
                id, closest: didYouMean(id, among: accounts.map(\.id.text), or: ":"))
        }
        return position
    }

    /// The position of the CSM of an identifier.
    func csm(_ id: String) throws -> Int {
        let csms = reading.portfolio.csms
        guard let position = csms.firstIndex(where: { $0.id == CSMID(id) }) else {
            throw DeskError.unknownCSM(
                id, closest: didYouMean(id, among: csms.map(\.id.text), or: ":"))
        }
        return position
    }

    /// The positions of the CSMs of a team on the day.
    func team(_ name: String) throws -> Set<Int> {
        let csms = reading.portfolio.csms
        let members = csms.indices.filter { csms[$0].team(on: day) == name }
        guard !members.isEmpty else {
            let teams = Set(csms.compactMap { $0.team(on: day) }).sorted()
            throw DeskError.unknownTeam(name, closest: didYouMean(name, among: teams, or: ":"))
        }
        return Set(members)
    }
}
