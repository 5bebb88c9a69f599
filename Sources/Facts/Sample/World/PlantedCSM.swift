import Calendar
import Domain

/// A customer success manager with known traits.
struct PlantedCSM {
    var id: String
    var name: String
    var team: String
    var start: Day
    /// The first day after the CSM left; nil if still there.
    var end: Day?
    /// Log-odds of renewing that the CSM adds.
    var keeping: Double
    /// What the CSM adds to every view of an account, in standard deviations.
    var optimism: Double
    /// Whether most overrides come in the last five days of a month.
    var logsAtMonthEnd: Bool

    func isThere(on day: Day) -> Bool {
        day >= start && end.map { day < $0 } ?? true
    }

    /// Draws the CSMs. Of every eight, the seventh leaves in the middle of the window and the
    /// eighth starts on the same day. With at least four CSMs, the second logs overrides at month
    /// ends.
    static func draw(_ count: Int, sample: SamplePortfolio, first: Day) -> [PlantedCSM] {
        let truth = sample.truth
        var random = RandomStream(
            seed: sample.seed, stream: 0, purpose: World.Purpose.company.rawValue)
        let teams = min(4, max(1, count / 2))
        let names = shuffledNames(&random)
        let change = sample.lastDay - (sample.lastDay - first) / 2
        var csms: [PlantedCSM] = []
        for position in 0..<count {
            let isLeaver = position % 8 == 6 && position + 1 < count
            let isJoiner = position % 8 == 7
            let founded = first - 400 - random.integer(30...900)
            csms.append(
                PlantedCSM(
                    id: "C" + zeroPadded(position + 1, to: 4),
                    name: names[position % names.count]
                        + (position < names.count ? "" : " \(position / names.count + 1)"),
                    team: Vocabulary.teams[position % teams], start: isJoiner ? change : founded,
                    end: isLeaver ? change : nil, keeping: random.normal(),
                    optimism: random.normal(), logsAtMonthEnd: position == 1 && count >= 4))
        }
        standardise(&csms, truth)
        if let standout = truth.standout, csms.indices.contains(standout.position) {
            csms[standout.position].keeping += standout.keeping
        }
        return csms
    }

    /// Scales both traits to the planted spread and removes from optimism its correlation with
    /// keeping. Otherwise overrides without skill would still predict renewals through who logged
    /// them.
    private static func standardise(_ csms: inout [PlantedCSM], _ truth: PlantedTruth) {
        let keeping = centred(csms.map(\.keeping))
        let optimism = centred(csms.map(\.optimism))
        let square = zip(keeping, keeping).map(*).reduce(0, +)
        let shared = square > 0 ? zip(keeping, optimism).map(*).reduce(0, +) / square : 0
        for position in csms.indices {
            csms[position].keeping = truth.keepingSpread * keeping[position]
            csms[position].optimism =
                truth.optimism + truth.optimismSpread
                * (optimism[position] - shared * keeping[position])
        }
    }

    private static func centred(_ values: [Double]) -> [Double] {
        let mean = values.reduce(0, +) / Double(values.count)
        return values.map { $0 - mean }
    }

    private static func shuffledNames(_ random: inout RandomStream) -> [String] {
        var names = Vocabulary.firstNames.flatMap { first in
            Vocabulary.lastNames.map { "\(first) \($0)" }
        }
        for position in names.indices.dropLast() {
            names.swapAt(position, random.integer(position...names.count - 1))
        }
        return names
    }
}
