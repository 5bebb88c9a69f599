import Access
import Calendar
import Domain
import Identity
import TestSupport
import Testing

@Suite struct ReachTests {
    private func viewer(_ role: Role) -> Viewer {
        Viewer(
            subject: "t", name: "t", role: role, csm: role == .csm ? CSMID("c1") : nil,
            team: role == .manager ? "North" : nil)
    }

    /// All that any role reaches; whatever is not here is denied.
    private let granted: [Role: [Right: Reach]] = [
        .vp: [
            .overview: .all, .cards: .all, .audit: .all, .episodes: .all, .trends: .all,
            .charts: .all, .auditCharts: .all, .everybody: .all, .quality: .all,
            .closing: .all, .answers: .all, .deliveries: .all,
        ],
        .manager: [
            .overview: .team("North"), .cards: .team("North"), .episodes: .team("North"),
            .trends: .team("North"), .answers: .team("North"),
        ],
        .csm: [
            .cards: .own(CSMID("c1")), .episodes: .own(CSMID("c1")), .accessLog: .own(CSMID("c1")),
        ],
        .modelOwner: [
            .audit: .pseudonymous, .episodes: .pseudonymous, .auditCharts: .pseudonymous,
        ],
        .deck: [.overview: .all, .trends: .all, .charts: .all, .auditCharts: .all],
        .importer: [.imports: .all, .quality: .all],
        .admin: [
            .imports: .all, .quality: .all, .accessLog: .all, .metrics: .all, .settings: .all,
            .deliveries: .all,
        ],
    ]

    @Test(arguments: Role.allCases)
    func `A role reaches what it is given and nothing else`(role: Role) {
        for right in Right.allCases {
            #expect(viewer(role).reach(to: right) == granted[role]?[right], "\(right)")
        }
    }

    @Test func `A manager without a team and a CSM without a name reach nothing`() {
        for role in [Role.manager, .csm] {
            let nobody = Viewer(subject: "t", name: "t", role: role)
            #expect(Right.allCases.allSatisfy { nobody.reach(to: $0) == nil })
        }
    }

    @Test func `Teams and people are told apart by their bytes`() {
        #expect(Reach.team("Café").includes(CSMID("c1"), in: "Café"))
        #expect(!Reach.team("Café").includes(CSMID("c1"), in: "Cafe\u{301}"))
        #expect(!Reach.team("North").includes(CSMID("c1"), in: nil))
        #expect(Reach.own(CSMID("c1")).includes(CSMID("c1"), in: nil))
        #expect(!Reach.own(CSMID("c1")).includes(CSMID("C1"), in: nil))
    }

    @Test func `An instant is written as RFC 3339`() {
        // date -u -d @1795249845 +%FT%TZ
        #expect(Instant(seconds: 0).description == "1970-01-01T00:00:00Z")
        #expect(Instant(seconds: 1_795_249_845).description == "2026-11-21T08:30:45Z")
        #expect(Instant(seconds: -1).description == "1969-12-31T23:59:59Z")
        #expect(Instant(seconds: 1_795_249_845).day == "2026-11-21")
    }

    @Test func `A token opens nothing from its end on, nor once it was ended`() {
        let start = Instant(seconds: 1000)
        func token(_ revoked: Instant?) -> Token {
            Token(
                id: "t", hash: [1], viewer: viewer(.vp), created: start, expires: start + 10,
                revoked: revoked)
        }
        #expect(token(nil).isValid(at: start + 9))
        #expect(!token(nil).isValid(at: start + 10))
        #expect(!token(start + 1).isValid(at: start + 2))
    }
}
