import Access
import Identity
import Logging
import Web

extension Call {
    /// Logs that somebody has signed in.
    func logSignIn(of viewer: Viewer, _ what: String) async throws {
        try await service.recorder.record([
            AccessRecord(time: now(), viewer: viewer, what: what, kind: .signIn)
        ])
    }

    /// Logs that somebody was not let in. Anybody can cause such entries, and none is ever deleted:
    /// beyond a hundred at once and one every ten seconds, only the service's log has them.
    ///
    /// - Parameters:
    ///   - claims: what the provider says of the person; nil if nobody vouches for them.
    ///   - reason: why they were not let in.
    /// - Throws: the store's error if the log cannot be written.
    func logRefusal(of claims: TokenClaims? = nil, _ reason: String) async throws {
        service.logger.notice("a sign-in is refused", metadata: ["reason": "\(reason)"])
        guard service.refusals.wait("all", at: uptime()) == nil else { return }
        let name = claims.map { $0.verifiedEmail ?? $0.name ?? $0.subject } ?? "somebody unknown"
        try await service.recorder.record([
            AccessRecord(
                kind: .signIn, time: now(), subject: claims?.viewerSubject ?? "unknown",
                name: String(name.prefix(200)), role: nil, what: "sign-in refused: \(reason)")
        ])
    }

    /// Logs that the viewer has changed who has access.
    func logChange(_ what: String) async throws {
        guard let viewer else { throw Problem.unauthorized }
        try await service.recorder.record([
            AccessRecord(time: now(), viewer: viewer, what: what, kind: .change)
        ])
    }
}
