import Calendar
import DeskMemory
import Domain
import HealthDesk
import Storage
import TestSupport
import Testing

struct SharedAlertTests {
    private let scratch: ScratchFolder
    private let memory: SQLiteDeskMemory
    private let day: Day = "2026-11-02"

    init() throws {
        scratch = try ScratchFolder()
        memory = try SQLiteDeskMemory(path: "\(scratch.path)/desk.sqlite.memory")
    }

    private func told(_ id: String) -> ToldAlert {
        ToldAlert(
            day: day,
            alert: Alert(
                key: Alert.Key(account: AccountID(id), kind: .escalation, subject: "X1"),
                sentence: "Open escalation."),
            accountName: "Ada Ltd", csm: CSMID("C1"), csmName: "Cleo", team: nil)
    }

    @Test func `What a page has shown is still in the next digest, and in that one only`() throws {
        try memory.remember { _ in [told("A1")] }
        #expect(try memory.alerts(since: day).map(\.alert.key.account.text) == ["A1"])
        #expect(try memory.outbox().isEmpty)
        try memory.remember { _ in [told("A2")] }
        #expect(try memory.untoldAlerts().count == 2)
        let digest = try memory.makeDigest(on: day) { _ in ["mail"] }
        #expect(digest.map(\.alert.key.account.text) == ["A1", "A2"])
        #expect(try memory.outbox().map(\.route) == ["mail"])
        #expect(try memory.makeDigest(on: day) { _ in ["mail"] }.isEmpty)
        #expect(try memory.outbox().count == 1)
        #expect(try memory.alerts(since: day).count == 2)
        #expect(try memory.alerts(since: day + 1).isEmpty)
    }

    @Test func `What was told before is known after the file is reopened`() throws {
        try memory.remember { memory in
            memory = AlertMemory(standing: [told("A1").alert.key], tiers: [AccountID("A1"): .red])
            return []
        }
        let reopened = try SQLiteDeskMemory(path: "\(scratch.path)/desk.sqlite.memory")
        #expect(try reopened.alertMemory() == memory.alertMemory())
        #expect(try reopened.alertMemory().tiers == [AccountID("A1"): .red])
        #expect(try reopened.untoldAlerts().isEmpty)
    }
}
