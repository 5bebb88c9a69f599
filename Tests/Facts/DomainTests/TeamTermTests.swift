import Calendar
import Domain
import TestSupport
import Testing

@Suite struct TeamTermTests {
    private func teams(_ rows: (String?, Day?, Day)...) -> [TeamTerm] {
        var terms: [TeamTerm] = []
        for (team, since, imported) in rows {
            terms.add(team: team, since: since, imported: imported)
        }
        return terms
    }

    @Test func `The first team was always theirs, the next from the day of its import`() {
        let terms = teams(("A", nil, "2026-03-01"), ("B", nil, "2026-06-10"))
        #expect(
            terms == [TeamTerm(since: nil, team: "A"), TeamTerm(since: "2026-06-10", team: "B")])
        let csm = CSM(id: CSMID("c"), name: "C", teams: terms)
        #expect(csm.team(on: "2020-01-01") == "A")
        #expect(csm.team(on: "2026-06-09") == "A")
        #expect(csm.team(on: "2026-06-10") == "B")
    }

    @Test func `A given day counts, and moves the day of a team that is known`() {
        #expect(
            teams(("A", "2026-02-01", "2026-03-01")) == [TeamTerm(since: "2026-02-01", team: "A")])
        let moved = teams(
            ("A", nil, "2026-03-01"), ("B", nil, "2026-06-10"), ("B", "2026-05-01", "2026-07-01"))
        #expect(
            moved == [TeamTerm(since: nil, team: "A"), TeamTerm(since: "2026-05-01", team: "B")])
        let later = teams(
            ("A", nil, "2026-03-01"), ("B", nil, "2026-06-10"), ("B", "2026-08-01", "2026-07-01"))
        #expect(
            later == [TeamTerm(since: nil, team: "A"), TeamTerm(since: "2026-08-01", team: "B")])
    }

    @Test func `What is said again changes nothing, and a later word replaces what it contradicts`()
    {
        let terms = teams(("A", nil, "2026-03-01"), ("A", nil, "2026-04-01"))
        #expect(terms == [TeamTerm(since: nil, team: "A")])
        let back = teams(
            ("A", nil, "2026-03-01"), ("B", nil, "2026-06-10"), ("A", "2026-06-10", "2026-07-01"))
        #expect(back == [TeamTerm(since: nil, team: "A")])
        let gone = teams(("A", nil, "2026-03-01"), (nil, nil, "2026-06-10"))
        #expect(
            gone == [TeamTerm(since: nil, team: "A"), TeamTerm(since: "2026-06-10", team: nil)])
        let joined = teams((nil, nil, "2026-03-01"), ("A", nil, "2026-06-10"))
        #expect(
            joined == [TeamTerm(since: nil, team: nil), TeamTerm(since: "2026-06-10", team: "A")])
    }
}
