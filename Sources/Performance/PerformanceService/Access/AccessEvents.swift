import Access
import Identity
import Logging
import SignIn
import Web

extension ServiceState {
    /// Writes to the access log that somebody signed in, was refused, or changed who has access.
    ///
    /// Anybody can cause entries about refusals, and none is ever deleted: beyond a hundred at once
    /// and one every ten seconds, only the service's log has them.
    ///
    /// - Throws: the store's error if the access log cannot be written.
    func record(_ event: AccessEvent<Viewer>) async throws {
        let record: AccessRecord
        switch event {
        case .signedIn(let viewer, let how):
            record = AccessRecord(time: now(), viewer: viewer, what: how, kind: .signIn)
        case .changed(let admin, let what, let details):
            record = AccessRecord(
                time: now(), viewer: admin, what: details.isEmpty ? what : "\(what) \(details)",
                kind: .change)
        case .refused(let claims, let reason):
            logger.notice("a sign-in is refused", metadata: ["reason": "\(reason)"])
            guard refusals.wait("all", at: uptime()) == nil else { return }
            let name =
                claims.map { $0.verifiedEmail ?? $0.name ?? $0.subject } ?? "somebody unknown"
            record = AccessRecord(
                kind: .signIn, time: now(), subject: claims?.viewerSubject ?? "unknown",
                name: String(name.prefix(200)), role: nil, what: "sign-in refused: \(reason)")
        }
        try await recorder.record([record])
    }
}
