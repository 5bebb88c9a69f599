import Calendar
import Domain
import HealthDesk
import Scoring
import Testing

struct MondayTests {
    private let day = WrittenDay.day

    @Test func `Last Monday is before the day, also on a Monday`() {
        for (text, monday) in [
            ("2026-05-27", "2026-05-25"), ("2026-05-25", "2026-05-18"),
            ("2026-05-26", "2026-05-25"),
            ("2026-05-24", "2026-05-18"), ("1969-12-31", "1969-12-29"),
            ("1969-12-29", "1969-12-22"),
        ] { #expect(Day(text)?.lastMonday == Day(monday)) }
    }

    @Test func `Tier changes say which component moved, what is open and when it is known`() throws
    {
        let playbook = Playbook(
            name: "support", title: "Support recovery", aim: "", knownAfterDays: 21, triggers: [],
            steps: [])
        var written = WrittenDay([39, 71, 50, nil, 50])
        let monday = day.lastMonday
        written.scores.points[monday] = [60, 69, 52, 50, nil]
        written.scores.components[monday] = [
            [.written("support", 80), .written("usage", 40)], [.written("usage", 60)], [], [], [],
        ]
        written.scores.components[day] = [
            [.written("support", 20, dataPoint: "Tickets: 9"), .written("usage", 58)],
            [.written("usage", 62)], [], [.written("support", nil)], [],
        ]
        written.working.actions = [
            Action(
                id: "1", account: 0, kind: .playbook, title: "Call", opened: day - 2, due: day + 5,
                csm: 0, playbook: "support", step: "1"),
            Action(id: "2", account: 1, kind: .task, title: "Ask", opened: day, due: day + 9),
        ]
        let today = try written.standing
        let week = try Monday(today, scores: written.scores, playbooks: [playbook])
        #expect(week.since == monday)
        #expect(week.changes.map(\.standing.account.id.text) == ["a", "d", "b"])
        let (fall, lost, rise) = (week.changes[0], week.changes[1], week.changes[2])
        #expect(fall.tierBefore == .amber && fall.tierNow == .red)
        #expect(fall.move?.component.name == "support" && fall.move?.points == -60)
        #expect(fall.reason == "Support fell from 80 to 20: tickets: 9")
        #expect(fall.playbooks == ["Support recovery"] && fall.next?.title == "Call")
        #expect(fall.known == day - 2 + 21)
        #expect(lost.tierNow == nil && lost.reason == "Support is missing" && lost.known == nil)
        #expect(rise.reason == "Usage rose from 60 to 62" && !rise.isFall)
        #expect(rise.known == day + 9)
        let others = try Monday(today, scores: written.scores, owners: [1], playbooks: [])
        #expect(others.changes.isEmpty)
    }
}
