public import Access
public import Calendar
import Formats
public import Identity

extension TokenSecret {
    /// A new secret for this service.
    public init() { self.init(prefix: "plx_") }

    /// The token for this secret.
    ///
    /// - Parameters:
    ///   - viewer: the name, role, CSM and team of the bearer. The subject is replaced by the
    ///     token's identifier.
    ///   - now: the time of creation.
    ///   - seconds: the lifetime in seconds.
    /// - Returns: the token, to be stored instead of the secret.
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
