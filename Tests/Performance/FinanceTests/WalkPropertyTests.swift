import Attribution
import Calendar
import Domain
import Finance
import Statistics
import TestSupport
import Testing

@Suite struct WalkPropertyTests {
    /// Walks of random portfolios, with and without currency moves, for windows of every length.
    private static let walks: [ARRWalk] = (0..<40).flatMap { seed in
        var generator = SplitMix64(seed: UInt64(seed))
        var builder = randomPortfolio(&generator)
        builder.rate("EUR", "2026-02-14", 1.3)
        if seed % 2 == 0 { builder.rate("JPY", "2024-02-14", 0.01) }
        builder.rate("JPY", "2026-04-01", 0.02)
        return [false, true].flatMap { showsCurrency in
            ReviewGrain.allCases.map { grain in
                var policy = Policy()
                policy.showsCurrencyInWalk = showsCurrency
                policy.fiscalYearStart = Double(seed % 12 + 1)
                return ARRWalk(attributed(builder, policy: policy, grain: grain))
            }
        }
    }

    private static func parts(_ walk: ARRWalk) -> [WalkPart] {
        [walk.company] + walk.segments.map(\.part) + walk.teams.map(\.part)
    }

    @Test func `Steps lead from opening to closing`() {
        for part in Self.walks.flatMap(Self.parts) {
            for step in part.months.map(\.step) + part.quarters.map(\.step) + [part.window] {
                let end =
                    step.opening + step.new + step.returned + step.expansion - step.contraction
                    - step.churn + step.moved + step.currency
                #expect(abs(end - step.closing) < 1e-9 * max(1, step.closing, step.opening))
            }
        }
    }

    @Test func `Months chain`() {
        for part in Self.walks.flatMap(Self.parts) {
            for (month, next) in zip(part.months, part.months.dropFirst()) {
                #expect(abs(month.step.closing - next.step.opening) < 1e-9)
            }
        }
    }

    @Test func `Parts add up to the company`() {
        for walk in Self.walks {
            for parts in [walk.segments.map(\.part), walk.teams.map(\.part)] {
                for (position, month) in walk.company.months.enumerated() {
                    for (index, whole) in month.step.named.enumerated() {
                        let sum = parts.reduce(0) {
                            $0 + $1.months[position].step.named[index].amount
                        }
                        #expect(abs(sum - whole.amount) < 1e-9 * max(1, month.step.opening))
                    }
                }
            }
        }
    }

    @Test func `Steps are positive`() {
        for step in Self.walks.flatMap(Self.parts).flatMap(\.months).map(\.step) {
            for (name, amount) in step.named where name != "moved" && name != "currency" {
                #expect(amount >= 0)
            }
        }
    }

    @Test func `The share that fell due lies between none and all`() {
        for share in Self.walks.flatMap(Self.parts).compactMap(\.upForRenewal) {
            #expect((0...1.000000001).contains(share))
        }
    }

    @Test func `The order of the facts does not matter`() {
        var generator = SplitMix64(seed: 77)
        let builder = randomPortfolio(&generator)
        let walk = ARRWalk(attributed(builder))
        let again = ARRWalk(attributed(builder.shuffled(using: &generator)))
        #expect(walk.company.months.map(\.step) == again.company.months.map(\.step))
    }
}
