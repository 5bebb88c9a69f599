import Access
import Attribution
import Calendar
import Domain
import Identity
import Review
import SignIn
import Web

extension Call {
    /// The viewer; nil at an open gate.
    var viewer: Viewer? { caller.viewer }
    /// How much the viewer may see of what the gate covers.
    var reach: Reach { caller.reach }
    /// The session of a signed-in browser; nil for callers who send a token.
    var session: BrowserSession? { caller.session }

    /// The group of viewers who see exactly what this viewer sees.
    var audience: Audience { Audience(viewer) }

    /// Logs that the viewer is about to see the performance of these people in a month's review, one
    /// entry a person.
    func log(_ what: String, of people: [CSM], in open: OpenReview) async throws {
        try await log { viewer, time in
            people.map { csm in
                AccessRecord(
                    time: time, viewer: viewer, csm: csm.id, team: open.team(of: csm),
                    what: "\(what) \(open.review.address)")
            }
        }
    }

    /// Logs that the viewer is about to see the performance of all people within reach, as one entry:
    /// of everybody, of a team, or of the viewer.
    func log(_ what: String, in open: OpenReview, within reach: Reach? = nil) async throws {
        let reach = reach ?? self.reach
        let seen = "\(what) \(open.review.address)"
        switch reach {
        case .pseudonymous: return
        case .own: try await log(what, of: open.people(within: reach), in: open)
        case .all: try await log { [AccessRecord(time: $1, viewer: $0, what: seen)] }
        case .team(let team):
            let people = open.people(within: reach).map(\.id)
            guard !people.isEmpty else { return }
            try await log {
                [AccessRecord(time: $1, viewer: $0, team: team, people: people, what: seen)]
            }
        }
    }

    private func log(_ records: (Viewer, Instant) -> [AccessRecord]) async throws {
        guard let viewer else { throw Problem.unauthorized }
        try await service.recorder.record(records(viewer, now()))
    }
}
