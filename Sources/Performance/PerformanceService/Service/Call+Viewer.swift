import Access
import Domain
import Identity
import Web

extension Call {
    /// Who asks; nobody at an open gate.
    var viewer: Viewer? { caller.viewer }
    /// How much the viewer reaches of what the gate asks for.
    var reach: Reach { caller.reach }
    /// The signed-in browser; nil for who shows a token.
    var session: BrowserSession? { caller.session }

    /// Who sees the same as this viewer.
    var audience: Audience { Audience(viewer) }

    /// Logs that the viewer is about to see some people's performance; nil for everybody's.
    func log(_ what: String, of people: [CSM]? = nil) async throws {
        guard let viewer else { throw Problem.unauthorized }
        let seen: [CSM?] = people ?? [nil]
        try await service.recorder.record(
            seen.map {
                AccessRecord(time: now(), viewer: viewer, csm: $0?.id, team: $0?.team, what: what)
            })
    }
}
