import Calendar
import Domain
import HealthDesk
import Scoring
import Testing

struct AlertTests {
    private let day = WrittenDay.day

    private func alerts(
        _ memory: inout AlertMemory, _ points: Double?, support: Double? = 80,
        _ change: (inout WrittenDay) -> Void = { _ in }
    ) throws -> [Alert.Key.Kind] {
        var written = WrittenDay([points])
        written.scores.components[day] = [[.written("support", support)]]
        change(&written)
        let today = try written.standing
        let found = memory.alerts(today).map(\.key.kind)
        #expect(memory.alerts(today).isEmpty, "everything is told once")
        return found
    }

    @Test func `A new account is remembered, not told`() throws {
        var memory = AlertMemory()
        #expect(try alerts(&memory, 30, support: 20).isEmpty)
        #expect(try alerts(&memory, 30, support: 20).isEmpty)
    }

    @Test func `A score that crosses its threshold is told once, until it has recovered`() throws {
        var memory = AlertMemory()
        #expect(try alerts(&memory, 65).isEmpty)
        #expect(try alerts(&memory, 59.9) == [.score])
        #expect(try alerts(&memory, 61.9).isEmpty)
        #expect(try alerts(&memory, 55).isEmpty)
        #expect(try alerts(&memory, 62).isEmpty)
        #expect(try alerts(&memory, 55) == [.score])
    }

    @Test func `An unknown score changes nothing`() throws {
        var memory = AlertMemory()
        #expect(try alerts(&memory, 72).isEmpty)
        #expect(try alerts(&memory, nil, support: nil).isEmpty)
        #expect(try alerts(&memory, 65) == [.tier])
    }

    @Test func `Components and tiers`() throws {
        var memory = AlertMemory()
        #expect(try alerts(&memory, 72).isEmpty)
        #expect(try alerts(&memory, 72, support: 49) == [.component])
        #expect(try alerts(&memory, 30, support: 49) == [.score, .tier])
        #expect(try alerts(&memory, 75, support: 80).isEmpty)
        #expect(try alerts(&memory, 30, support: 40) == [.score, .component, .tier])
    }

    @Test func `Reviews and escalations are told once each`() throws {
        var memory = AlertMemory()
        let due: (inout WrittenDay) -> Void = { written in
            written.portfolio.overrides = [
                Override(
                    id: "o", account: 0, csm: 0, logged: day - 9, asserted: .green,
                    reevaluate: day)
            ]
            written.working.actions = [
                Action(id: "e", account: 0, kind: .escalation, title: "Outage", opened: day)
            ]
        }
        #expect(try alerts(&memory, 80, due) == [.review, .escalation])
        #expect(try alerts(&memory, 80, due).isEmpty)
    }
}
