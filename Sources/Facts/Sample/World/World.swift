import Calendar
import Domain

/// What all accounts of a sample share: the window, the CSMs and the days of scoring.
struct World {
    let seed: UInt64
    let accounts: Int
    let truth: PlantedTruth
    /// The first and the last day of the health history.
    let first: Day
    let last: Day
    let csms: [PlantedCSM]
    /// The day from which the second model version of the score is in use.
    let versionChange: Day
    /// Two days without scores for any account.
    let outage: ClosedRange<Day>
    /// The text `YYYY-MM-DD` of every day from `first` on, ten bytes each.
    let dayTexts: [UInt8]
    /// The points that the season adds to a score, for each day from `first` on.
    let season: [Double]
    /// -4 at weekends, otherwise 0, for each day from `first` on.
    let weekend: [Double]

    init(_ sample: SamplePortfolio) {
        seed = sample.seed
        accounts = sample.accounts
        truth = sample.truth
        last = sample.lastDay
        first = (last.month - (sample.months - 1)).firstDay
        versionChange = last - 430
        outage = (last - 401)...(last - 400)
        csms = PlantedCSM.draw(sample.csms, sample: sample, first: first)
        var texts: [UInt8] = []
        var season: [Double] = []
        var weekend: [Double] = []
        for offset in 0...(last - first) {
            let day = first + offset
            texts += Array(day.description.utf8)
            let newYear = Month(year: day.civil.year, month: 1).firstDay
            season.append(truth.scoreSeason * yearlySwing(dayOfYear: day - newYear))
            weekend.append(day.weekday >= 5 ? -4 : 0)
        }
        dayTexts = texts
        self.season = season
        self.weekend = weekend
    }

    func stream(account: Int, _ purpose: Purpose, term: Int = 0) -> RandomStream {
        RandomStream(
            seed: seed, stream: account, purpose: purpose.rawValue + 100 * UInt64(term))
    }

    /// Draws a CSM who is employed on that day, and another one than `previous` if possible.
    /// Returns 0 after 32 failed draws.
    func owner(on day: Day, after previous: Int?, _ random: inout RandomStream) -> Int {
        for _ in 0..<32 {
            let csm = random.integer(0...csms.count - 1)
            if csm != previous, csms[csm].isThere(on: day) { return csm }
        }
        return 0
    }

    /// The purpose of a random stream. Each purpose has its own stream, so that changing a
    /// parameter of one part leaves the others unchanged.
    enum Purpose: UInt64 {
        case company = 1, profile, ownership, health, overrides, terms, activity, restatement, usage
        case contacts, touches, actions
    }
}
