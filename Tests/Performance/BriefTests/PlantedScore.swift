import Calendar
import Domain
import Glibc
import PerformanceTestSupport
import Statistics
import TestSupport

/// A company with a score of two components. Renewal depends on usage alone, unless luck is made to
/// count; values before the newer half of the renewals are lower if the score drifts.
struct PlantedScore {
    private(set) var builder = PortfolioBuilder()

    /// A company with 1,200 settled renewals.
    ///
    /// - Parameters:
    ///   - seed: chooses the company.
    ///   - luckCounts: whether the component `luck` predicts renewal as `usage` does.
    ///   - drift: how many points lower both components are before the newer renewals.
    init(seed: UInt64, luckCounts: Bool = false, drift: Double = 0) {
        var random = SplitMix64(seed: SplitMix64.mixed(seed))
        func uniform() -> Double { Double(random.next() >> 11) * 0x1p-53 }
        func component() -> Double {
            min(max(65 + 12 * normalQuantile(max(1e-12, uniform())), 0), 100)
        }
        func score(_ points: Double) -> Score {
            Score(tenths: Int16((max(0, points) * 10).rounded()))
        }
        for csm in 0..<4 { builder.csm("c\(csm)", team: "Aurora", from: "2023-01-01") }
        for index in 0..<1200 {
            let account = builder.account("a\(10_000 + index)", since: "2023-01-01")
            builder.assign(account, to: index % 4, from: "2023-01-01")
            let isNewer = index % 2 == 1
            let due: Day = (isNewer ? "2025-12-01" : "2025-01-01") + index % 300
            let (usage, luck) = (component(), component())
            let said = isNewer ? drift : 0
            let value = 0.6 * usage + 0.4 * luck - said
            builder.health.record(
                account,
                HealthDay(
                    day: due - 90, score: score(value),
                    components: [
                        "usage": score(usage - said),
                        "luck": score(luck - said),
                    ]))
            let pull = usage - 65 + (luckCounts ? luck - 65 : 0)
            let isRenewed = uniform() < 1 / (1 + exp(-(1.5 + pull / 8)))
            builder.renewal(
                account, due: due, before: 10_000, after: isRenewed ? 10_000 : 0, closed: due)
        }
    }
}
