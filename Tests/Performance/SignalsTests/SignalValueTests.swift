import Calendar
import Domain
import Glibc
import Signals
import Statistics
import TestSupport
import Testing

struct SignalValueTests {
    @Test func `Every value is that of its definition, on random facts`() throws {
        for seed in 1...2 {
            var random = SplitMix64(seed: UInt64(seed))
            let builder = randomSignals(&random).sorted
            let (events, table) = try builder.table()
            let oracle = SignalValueOracle(builder, asOf: october.lastDay)
            #expect(events.count > 40)
            var known: [SignalName: Int] = [:]
            for (place, landmark) in table.landmarks.enumerated() {
                #expect(table.columns[place].count == 20)
                for column in table.columns[place] {
                    for (row, event) in landmark.events.enumerated() {
                        let account = Int(landmark.accounts[row])
                        let due = events.dues[Int(event)]
                        let expected = oracle.value(
                            column.name, account, due - landmark.days, due: due)
                        let value = column.values[row]
                        #expect(
                            value.isNaN == (expected == nil), "\(column.name) \(account) \(due)")
                        guard let expected else { continue }
                        known[column.name, default: 0] += 1
                        #expect(
                            abs(value - expected) < 1e-9, "\(column.name) \(account) \(due)")
                    }
                }
            }
            #expect(known.count == 20 && known.values.allSatisfy { $0 > 4 }, "\(known)")
        }
    }

    /// One event, due 2026-05-01: its day at T-90 is 2026-01-31.
    private var one: PortfolioBuilder {
        var builder = PortfolioBuilder()
        builder.account("a", since: "2025-12-20")
        builder.csm("c")
        builder.renewal(0, due: "2026-05-01", .renewed, closed: "2026-04-20")
        return builder
    }

    @Test func `An event stands until notice or closing`() throws {
        var builder = one
        builder.facts.renewals[0].notice = "2026-02-01"
        #expect(try builder.table().table.landmarks.map(\.count) == [1, 1, 0, 0])
        builder.facts.renewals[0].notice = "2026-01-31"
        #expect(try builder.table().table.landmarks.map(\.count) == [1, 0, 0, 0])
        builder.facts.renewals[0].notice = nil
        builder.facts.renewals[0].closed = "2026-03-02"
        #expect(try builder.table().table.landmarks.map(\.count) == [1, 1, 0, 0])
    }

    @Test func `Only settled events that are old enough count`() throws {
        func count(_ due: Day, _ outcome: Renewal.Outcome, closed: Day? = nil) throws -> Int {
            var builder = PortfolioBuilder(accounts: 1)
            builder.renewal(0, due: due, outcome, closed: closed)
            return try builder.table().events.count
        }
        #expect(try count("2026-08-01", .renewed) == 1)
        #expect(try count("2026-08-02", .renewed) == 0)
        #expect(try count("2023-11-01", .churned) == 1)
        #expect(try count("2023-10-31", .churned) == 0)
        // It lapsed: nobody closed it by the end of the month.
        #expect(try count("2026-08-01", .open) == 1)
        #expect(try count("2026-07-01", .renewed, closed: "2026-11-05") == 1)
    }

    @Test func `Scores are those first recorded, thirty days old at most`() throws {
        var builder = one
        builder.score(0, "2026-01-01", 61.5)
        builder.score(0, "2026-01-01", 10)
        #expect(try builder.value(.score, "composite") == 61.5)
        builder.health.remove(0)
        builder.score(0, "2025-12-31", 61.5)
        #expect(try builder.value(.score, "composite") == nil)
    }

    @Test func `Sessions are missing where the feed begins later`() throws {
        var builder = one
        builder.session(0, by: 0, on: "2025-11-04")
        #expect(try builder.value(.contact, "sessions_90") == nil)
        #expect(try builder.value(.contact, "days_since_session") == 88)
        builder.account("b")
        builder.session(1, by: 0, on: "2025-11-03")
        #expect(try builder.value(.contact, "sessions_90") == 1)
    }

    @Test func `Of two answers on a day the larger identifier counts`() throws {
        var builder = one
        builder.answer(0, .nps, 3, on: "2026-01-10", id: "s9")
        builder.answer(0, .nps, 8, on: "2026-01-10", id: "s10")
        builder.answer(0, .csat, 5, on: "2026-01-11", id: "s99")
        #expect(try builder.value(.contact, "nps") == 3)
    }

    @Test func `A milestone is missing until its days are over, and where the feed cannot know`()
        throws
    {
        func value(_ days: Int, _ name: String = "live_within_45") throws -> Double? {
            try builder.value(.milestones, name, at: days)
        }
        var builder = one
        builder.facts.milestones = [Milestone(account: 0, name: "live", reached: "2026-02-03")]
        // 2025-12-20 + 45 days = 2026-02-03, so T-90 (2026-01-31) is too early.
        #expect(try value(90) == nil)
        #expect(try value(60) == 1)
        builder.facts.milestones[0].reached = "2026-02-04"
        #expect(try value(60) == 0)
        #expect(try value(30, "live_within_90") == 1)
        #expect(try value(60, "live_within_90") == nil)
        builder.facts.milestones[0].reached = nil
        #expect(try value(60) == 0)
        // Before the customer came counts.
        builder.facts.milestones[0].reached = "2025-01-01"
        #expect(try value(60) == 1)
        // No row: 0 where the feed had begun when the customer came.
        builder.account("b", since: "2024-01-01")
        builder.facts.milestones[0] = Milestone(account: 1, name: "live", reached: "2025-12-20")
        #expect(try value(60) == 0)
        builder.facts.milestones[0].reached = "2025-12-21"
        #expect(try value(60) == nil)
        // What was reached after the month is not known yet: nobody has a row.
        builder.facts.milestones = [Milestone(account: 0, name: "live", reached: "2026-11-01")]
        #expect(try value(60) == nil)
    }

    @Test func `A share needs a whole in every row of its measure`() throws {
        var builder = one
        builder.measures.record(0, "seats", "2026-01-05", 6, of: 10, at: "x")
        builder.measures.record(0, "seats", "2026-01-05", 1, of: 10, at: "y")
        #expect(try builder.value(.measures, "seats") == 0.35)
        builder.account("b")
        builder.measures.record(1, "seats", "2026-10-05", 4)
        #expect(try builder.value(.measures, "seats") == 7)
    }
}
