import Foundation
import Signals
import TestSupport
import Testing

/// Signals and weights held against companies whose truth is known.
struct PlantedSignalsTests {
    private static let seeds = ProcessInfo.processInfo.environment["PARALLAX_PLANTED_TRUTH"]
        .flatMap { Int($0) }

    /// What the signals of one company say.
    private struct Run: Sendable {
        var tested = 0
        var below = 0
        var starred = 0
        /// Those of signals that are nearly constant in some companies.
        var rare = (tested: 0, below: 0, starred: 0)
        var strongest: SignalName?
        var componentGain = false
        var signalGain = false
        var firstSignal: SignalName?

        init(_ truth: StudyWorld.Truth, seed: Int, accounts: Int) throws {
            let signals = try StudyWorld(truth, seed: UInt64(seed), accounts: accounts).signals()
            for landmark in signals.landmarks {
                tested += landmark.strongestFirst.count
                below += landmark.signals.count { ($0.p ?? 1) < 0.05 }
                starred += landmark.signals.count { $0.isStarred }
                for signal in landmark.signals
                where signal.p != nil
                    && ["days_red_90", "training_within_45"].contains(signal.name.name)
                {
                    rare.tested += 1
                    rare.below += (signal.p ?? 1) < 0.05 ? 1 : 0
                    rare.starred += signal.isStarred ? 1 : 0
                }
            }
            strongest = signals.weightsLandmark?.signals.first { $0.isStrongest }?.name
            componentGain = signals.componentWeights.judgement.verdict == .gainShown
            signalGain = signals.signalWeights.judgement.verdict == .gainShown
            firstSignal = signals.signalWeights.weights.first?.name
        }
    }

    private func runs(
        _ truth: StudyWorld.Truth, seeds: Int, accounts: Int
    ) throws -> [Run] {
        try (1...seeds).map { try Run(truth, seed: $0, accounts: accounts) }
    }

    private func lines(
        _ truth: StudyWorld.Truth, _ runs: [Run], accounts: Int
    ) -> [StudyLine] {
        let world = "\(truth.rawValue), \(accounts) accounts"
        func line(_ what: String, _ promised: String, _ isFound: (Run) -> Bool) -> StudyLine {
            StudyLine(what, world, promised, runs.count(where: isFound), of: runs.count)
        }
        let tested = runs.reduce(0) { $0 + $1.tested }
        switch truth {
        case .nothing:
            return [
                StudyLine(
                    "p < 0.05", world, "4 to 6 %", runs.reduce(0) { $0 + $1.below }, of: tested),
                StudyLine(
                    "starred", world, "at most 1 %", runs.reduce(0) { $0 + $1.starred }, of: tested),
                StudyLine(
                    "p < 0.05, rare values", world, "", runs.reduce(0) { $0 + $1.rare.below },
                    of: runs.reduce(0) { $0 + $1.rare.tested }),
                StudyLine(
                    "starred, rare values", world, "", runs.reduce(0) { $0 + $1.rare.starred },
                    of: runs.reduce(0) { $0 + $1.rare.tested }),
                line("gain shown, components", "at most 5 %") { $0.componentGain },
                line("gain shown, signals", "at most 5 %") { $0.signalGain },
            ]
        case .score:
            return [
                line("gain shown, components", "at most 5 %") { $0.componentGain },
                line("gain shown, signals", "at most 5 %") { $0.signalGain },
            ]
        case .usage:
            return [
                line("gain shown, components", "") { $0.componentGain },
                line("gain shown, signals", "") { $0.signalGain },
            ]
        case .milestone:
            return [
                line("strongest at T-90", "at least 95 %") {
                    $0.strongest?.name.hasPrefix("kick_off") ?? false
                },
                line("chosen first", "") { $0.firstSignal?.name.hasPrefix("kick_off") ?? false },
                line("gain shown, signals", "") { $0.signalGain },
            ]
        }
    }

    @Test(.enabled(if: seeds != nil, "PARALLAX_PLANTED_TRUTH gives the number of companies"))
    func `Noise is starred as seldom as the page says, and what is planted is found`() throws {
        let seeds = try #require(Self.seeds)
        var lines: [StudyLine] = []
        for truth in StudyWorld.Truth.allCases {
            for accounts in [200, 800] {
                lines += self.lines(
                    truth, try runs(truth, seeds: seeds, accounts: accounts), accounts: accounts)
            }
        }
        print(StudyLine.table(lines))
        for line in lines {
            switch line.promised {
            case "4 to 6 %": #expect((0.04...0.06).contains(line.share), "\(line)")
            case "at most 1 %": #expect(line.share <= 0.01, "\(line)")
            case "at most 5 %": #expect(line.interval.low <= 0.05, "\(line)")
            case "at least 95 %": #expect(line.share >= 0.95, "\(line)")
            default: break
            }
        }
    }

    @Test func `A few companies: the milestone is found, and noise is not`() throws {
        let found = try runs(.milestone, seeds: 3, accounts: 300)
        #expect(found.allSatisfy { $0.strongest?.name.hasPrefix("kick_off") ?? false })
        let noise = try runs(.nothing, seeds: 3, accounts: 300)
        #expect(noise.reduce(0) { $0 + $1.starred } <= 2)
        #expect(noise.allSatisfy { $0.tested > 60 })
    }
}
