public import Calendar
public import DeskAccess
import Formats
public import Identity

extension TokenSecret {
    /// A new secret for the desk.
    public static func ofDesk() -> TokenSecret { TokenSecret(prefix: "pdk_") }

    /// The token for this secret.
    ///
    /// - Parameters:
    ///   - viewer: the name, role, CSM and teams of the bearer.
    ///   - now: the time of creation.
    ///   - seconds: the lifetime in seconds.
    /// - Returns: the token, to be stored instead of the secret.
    public func deskToken(for viewer: Viewer, at now: Instant, lasting seconds: Int) -> Token {
        Token(
            id: "dtok-" + hexadecimal(hash.prefix(4)), hash: hash, viewer: viewer, created: now,
            expires: now + seconds)
    }
}
