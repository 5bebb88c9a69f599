import Calendar
import Domain
import HealthDesk
import Scoring
import Testing

struct PlaybookTests {
    private let day = WrittenDay.day

    private func playbook(_ triggers: PlaybookTrigger...) -> Playbook {
        Playbook(
            name: "p", title: "P", aim: "", knownAfterDays: 30, triggers: triggers,
            steps: [
                Playbook.Step(title: "Ask", why: "Because", dueInDays: 3),
                Playbook.Step(title: "Tell", why: "Because", dueInDays: 10),
            ])
    }

    private func suggestions(
        _ written: WrittenDay, _ playbook: Playbook, _ dismissals: [Dismissal] = []
    ) throws -> [[String]] {
        let standing = try written.standing.standings[0]
        return PlaybookSuggestion.all(
            of: [playbook], for: standing, dismissals: dismissals, policy: written.policy
        ).map(\.reasons)
    }

    private func reasons(_ written: WrittenDay, _ trigger: PlaybookTrigger) throws -> [String] {
        try suggestions(written, playbook(trigger)).flatMap(\.self)
    }

    @Test func `A component below its threshold, or below a limit`() throws {
        var written = WrittenDay([50])
        written.scores.components[day] = [[.written("usage", 49, dataPoint: "Logins: 3")]]
        let below = PlaybookTrigger.componentBelow(component: "usage", limit: nil)
        #expect(try reasons(written, below) == ["usage is 49: logins: 3"])
        #expect(try reasons(written, .componentBelow(component: "usage", limit: 49)).isEmpty)
        #expect(try reasons(written, .componentBelow(component: "other", limit: nil)).isEmpty)
    }

    @Test func `A role is lost if somebody had it and nobody has it`() throws {
        var written = WrittenDay([50])
        let lost = PlaybookTrigger.contactLost(.sponsor)
        #expect(try reasons(written, lost).isEmpty)
        written.working.contacts = [
            Contact(id: "1", account: 0, role: .sponsor, until: day - 3),
            Contact(id: "2", account: 0, role: .champion),
            Contact(id: "3", account: 0, role: .sponsor, from: day + 1),
        ]
        #expect(try reasons(written, lost) == ["no sponsor since \(day - 3)"])
        #expect(try reasons(written, .contactLost(.champion)).isEmpty)
        written.working.contacts[2].from = day
        #expect(try reasons(written, lost).isEmpty)
    }

    @Test func `Silence, a missed milestone, a renewal to come`() throws {
        var written = WrittenDay([50])
        written.working.touches = [Touch(id: "1", account: 0, held: day - 45, kind: .call)]
        written.working.dueDates = [DueDate(id: "1", account: 0, due: day + 120)]
        written.portfolio.accounts[0].customerSince = day - 60
        written.portfolio.milestones = [Milestone(account: 0, name: "live", reached: day + 1)]
        #expect(
            try reasons(written, .daysWithoutTouch(45)) == ["no meaningful touch for 45 days"])
        #expect(try reasons(written, .daysWithoutTouch(46)).isEmpty)
        #expect(try reasons(written, .daysToRenewal(120)) == ["the renewal is in 120 days"])
        #expect(try reasons(written, .daysToRenewal(119)).isEmpty)
        let missed = PlaybookTrigger.milestoneMissed(milestone: "live", afterDays: 60)
        #expect(try reasons(written, missed) == ["live is not reached after 60 days"])
        #expect(
            try reasons(written, .milestoneMissed(milestone: "live", afterDays: 61)).isEmpty)
        #expect(
            try reasons(written, .milestoneMissed(milestone: "other", afterDays: 1)).isEmpty)
        written.portfolio.milestones[0].reached = day
        #expect(try reasons(written, missed).isEmpty)
    }

    @Test func `A playbook is suggested once`() throws {
        var written = WrittenDay([50])
        written.working.dueDates = [DueDate(id: "1", account: 0, due: day + 1)]
        let playbook = playbook(.daysToRenewal(9), .daysToRenewal(5))
        let reason = "the renewal is in 1 day"
        #expect(try suggestions(written, playbook) == [[reason, reason]])
        let dismissals = [89, 90].map {
            Dismissal(
                id: "\($0)", account: 0, playbook: "p", dismissed: day - $0, reason: "On holiday")
        }
        #expect(try suggestions(written, playbook, dismissals).isEmpty)
        #expect(try suggestions(written, playbook, [dismissals[1]]).count == 1)
        let standing = try written.standing.standings[0]
        let started = playbook.start(for: standing, csm: 1) { "p-\($0)" }
        #expect(started.map(\.id) == ["p-0", "p-1"])
        #expect(started.map(\.due) == [day + 3, day + 10])
        #expect(started.allSatisfy { $0.kind == .playbook && $0.playbook == "p" && $0.csm == 1 })
        written.working.actions = started
        #expect(try suggestions(written, playbook).isEmpty)
        for place in 0..<2 {
            written.working.actions[place].opened = day - 100
            written.working.actions[place].closed = day - 90 + place
        }
        #expect(try suggestions(written, playbook).isEmpty)
        written.working.actions[1].closed = day - 90
        #expect(try suggestions(written, playbook).count == 1)
    }
}
