public import Calendar
import Formats

/// A bearer token. Only the hash of its secret is stored.
public struct BearerToken<Viewer: SessionViewer>: Sendable, Equatable {
    /// The token's name in lists and logs. It reveals nothing about the secret.
    public let id: String
    /// SHA-256 of the secret.
    public let hash: [UInt8]
    /// The viewer that the token identifies.
    public let viewer: Viewer
    /// When it was created.
    public let created: Instant
    /// When it expires.
    public let expires: Instant
    /// When it was revoked; nil if it was not.
    public let revoked: Instant?

    /// A token with these properties. The subject of the viewer is replaced by the identifier.
    public init(
        id: String, hash: [UInt8], viewer: Viewer, created: Instant, expires: Instant,
        revoked: Instant? = nil
    ) {
        self.id = id
        self.hash = hash
        self.viewer = viewer.identified(by: id)
        self.created = created
        self.expires = expires
        self.revoked = revoked
    }

    /// Whether it is accepted at this time.
    public func isValid(at time: Instant) -> Bool { revoked == nil && time < expires }
}

extension SessionViewer {
    /// A new secret for a token of this service.
    public static func newSecret() -> TokenSecret { TokenSecret(prefix: prefixes.secret) }
}

extension TokenSecret {
    /// The token for this secret.
    ///
    /// - Parameters:
    ///   - viewer: the bearer. The subject is replaced by the token's identifier.
    ///   - now: the time of creation.
    ///   - seconds: the lifetime in seconds.
    /// - Returns: the token, to be stored instead of the secret.
    public func token<Viewer: SessionViewer>(
        for viewer: Viewer, at now: Instant, lasting seconds: Int
    ) -> BearerToken<Viewer> {
        BearerToken(
            id: Viewer.prefixes.token + hexadecimal(hash.prefix(4)), hash: hash, viewer: viewer,
            created: now, expires: now + seconds)
    }
}
