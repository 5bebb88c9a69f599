import Calendar
import Domain
import Ledger
import LedgerTestSupport
import TestSupport
import Testing

/// The day on which a milestone was reached, as first recorded.
struct MilestoneTests {
    private let folder: LedgerFolder

    init() throws { folder = try LedgerFolder(accounts: 3) }

    private func importFile(_ account: String, _ reached: Day?, _ name: String = "kick-off") throws
    {
        try folder.importFile(.milestones) {
            try $0.write(
                FeedRow([.text(account), .text(name), reached.map { .day($0) } ?? .none]))
        }
    }

    private func withdraw(_ account: String, _ name: String = "kick-off") throws {
        try folder.importFile(.milestones) { _ = try $0.withdraw([.text(account), .text(name)]) }
    }

    private func milestones(knownAt moment: Instant? = nil) throws -> [String] {
        try folder.ledger.reading(knownAt: moment).portfolio.milestones.map {
            "\($0.account) \($0.name) \($0.reached?.description ?? "–")"
        }
    }

    @Test func `The first day that came stays, whatever later files say`() throws {
        var moments: [(Instant, [String])] = []
        func check(_ expected: [String]) throws {
            #expect(try milestones() == expected)
            moments.append((folder.time, expected))
        }
        try check([])
        try importFile("a1", nil)
        try check(["1 kick-off –"])
        try importFile("a1", "2026-03-01")
        try check(["1 kick-off 2026-03-01"])
        try importFile("a1", "2026-02-01")
        try check(["1 kick-off 2026-03-01"])
        try importFile("a1", nil)
        try check(["1 kick-off 2026-03-01"])
        try importFile("a0", "2026-05-01", "go-live")
        try importFile("a0", "2026-04-01", "Go-live")
        try check(["0 Go-live 2026-04-01", "0 go-live 2026-05-01", "1 kick-off 2026-03-01"])
        for (time, expected) in moments { #expect(try milestones(knownAt: time) == expected) }
        #expect(try LedgerVerification(path: folder.path).faults.isEmpty)
    }

    @Test func `A row that was withdrawn begins anew when it is sent again`() throws {
        try importFile("a1", "2026-03-01")
        let (with, time) = (try folder.digest, folder.time)
        try importFile("a1", "2026-03-05")
        try withdraw("a1")
        #expect(try milestones().isEmpty)
        try importFile("a1", nil)
        try importFile("a1", "2026-03-09")
        #expect(try milestones() == ["1 kick-off 2026-03-09"])
        #expect(try milestones(knownAt: time) == ["1 kick-off 2026-03-01"])
        try withdraw("a1")
        try importFile("a1", "2026-03-01")
        #expect(try folder.digest == with)
    }

    @Test func `Two first days under the same current one are two states of the facts`() throws {
        try importFile("a1", "2026-03-01")
        try importFile("a1", "2026-03-05")
        let other = try LedgerFolder(accounts: 3)
        for day: Day in ["2026-03-02", "2026-03-05"] {
            try other.importFile(.milestones) {
                try $0.write(FeedRow([.text("a1"), .text("kick-off"), .day(day)]))
            }
        }
        #expect(try folder.digest != other.digest)
    }

    @Test func `Milestones leave and return with their account, and have an extent`() throws {
        try importFile("a0", "2026-03-01")
        try importFile("a1", nil)
        try folder.importFile(.accounts) { _ = try $0.withdraw([.text("a0")]) }
        #expect(try milestones() == ["0 kick-off –"])
        try folder.importFile(.accounts) {
            try $0.write(FeedRow(.accounts, ["account_id": .text("a0"), "segment": .text("S")]))
        }
        #expect(try milestones() == ["0 kick-off 2026-03-01", "1 kick-off –"])
        let extents = try folder.ledger.reading().extents(through: "2026-12")
        #expect(
            extents.first { $0.feed == .milestones }
                == FeedExtent(feed: .milestones, rows: 2, first: "2026-03-01", last: "2026-03-01"))
    }

    @Test func `A replaced day that is damaged is an error of every reading`() throws {
        try importFile("a0", "2026-03-01")
        try importFile("a0", "2026-03-02")
        try folder.damage(
            "UPDATE milestones_history SET reached_on = '2026-02-01'", correcting: false)
        #expect(throws: (any Error).self) { try folder.ledger.reading() }
    }
}
