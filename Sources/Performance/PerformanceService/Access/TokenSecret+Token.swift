public import Access
public import Calendar
import Formats
public import Identity

extension TokenSecret {
    /// A new secret of this service.
    public init() { self.init(prefix: "plx_") }

    /// The token that this secret stands for.
    ///
    /// - Parameters:
    ///   - viewer: its name, role, CSM and team; the subject becomes the token's identifier.
    ///   - now: when it is made.
    ///   - seconds: how long it holds.
    /// - Returns: the token, to be kept in place of the secret.
    public func token(for viewer: Viewer, at now: Instant, lasting seconds: Int) -> Token {
        let id = "tok-" + hexadecimal(hash.prefix(4))
        return Token(
            id: id, hash: hash,
            viewer: Viewer(
                subject: id, name: viewer.name, role: viewer.role, csm: viewer.csm,
                team: viewer.team),
            created: now, expires: now + seconds)
    }
}
