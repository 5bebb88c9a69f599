import Attribution
import Calendar
import Domain
import Foundation
import PerformanceTestSupport
import Sample
import Statistics
import TestSupport
import Testing

/// Whether outcomes are missing, held against feeds of which that is known.
struct PlantedOutcomesTests {
    private static let seeds =
        ProcessInfo.processInfo.environment["PARALLAX_PLANTED_TRUTH"].flatMap { Int($0) } ?? 4

    /// The coverage of samples whose outcomes come late, and stop some days before the end.
    private func coverage(stopped days: Int?) async throws -> [OutcomeCoverage] {
        try await withThrowingTaskGroup(of: OutcomeCoverage.self) { group in
            for seed in 1...Self.seeds {
                group.addTask {
                    let sample = SamplePortfolio(accounts: 60, csms: 4, seed: UInt64(seed))
                    var facts = try PlantedTruthPortfolio(sample).facts
                    let asOf = sample.lastDay
                    for index in facts.renewals.indices where facts.renewals[index].closed != nil {
                        // Up to 60 days after the due date.
                        let late = Int(SplitMix64.mixed(UInt64(index)) % 61)
                        let closed = facts.renewals[index].due + late
                        facts.renewals[index].closed = closed
                        if let days, closed > asOf - days {
                            facts.renewals[index].outcome = .open
                            facts.renewals[index].closed = nil
                        }
                    }
                    return AttributedPortfolio(facts, policy: Policy(), month: asOf.month)
                        .outcomeCoverage
                }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
    }

    @Test func `A feed that is only late raises no alarm, and one that stopped does`() async throws
    {
        let late = try await coverage(stopped: nil)
        var lines = [
            StudyLine(
                "outcomes missing", "closings 0 to 60 days late", "0 %",
                late.count(where: \.isMissing), of: late.count),
            StudyLine(
                "feed stale", "closings 0 to 60 days late", "0 %", late.count(where: \.isStale),
                of: late.count),
        ]
        for days in [30, 60, 90, 120, 150, 180] {
            let stopped = try await coverage(stopped: days)
            let world = "outcomes stop \(days) days before the end"
            lines += [
                StudyLine(
                    "feed stale", world, "power", stopped.count(where: \.isStale),
                    of: stopped.count),
                StudyLine(
                    "outcomes missing", world, "power", stopped.count(where: \.isMissing),
                    of: stopped.count),
            ]
        }
        if Self.seeds > 4 { print(StudyLine.table(lines)) }
        #expect(late.allSatisfy { !$0.isStale })
        // Some events of the sample are never closed.
        #expect(Double(late.count(where: \.isMissing)) <= 0.05 * Double(late.count))
        let long = try await coverage(stopped: 180)
        #expect(long.allSatisfy { $0.isMissing || $0.isStale })
    }
}
