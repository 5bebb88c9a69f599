import Access
import Domain
import Identity
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

    /// Logs that the viewer is about to see the performance of these people; nil means everybody's.
    func log(_ what: String, of people: [CSM]? = nil) async throws {
        guard let viewer else { throw Problem.unauthorized }
        let seen: [CSM?] = people ?? [nil]
        try await service.recorder.record(
            seen.map {
                AccessRecord(time: now(), viewer: viewer, csm: $0?.id, team: $0?.team, what: what)
            })
    }
}
