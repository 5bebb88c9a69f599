public import Calendar

/// A store for who may use a service: tokens, people who were given access by name, and sessions
/// that were ended.
public protocol SignInStore<Viewer>: Sendable {
    /// Who uses the service.
    associatedtype Viewer: SessionViewer

    /// The key that signs the cookies of this installation: 32 random bytes. It never changes while
    /// the store exists.
    var signingKey: [UInt8] { get }

    /// Stores a token.
    func add(_ token: BearerToken<Viewer>) throws
    /// The token with this hash; nil if there is none.
    func token(hash: [UInt8]) throws -> BearerToken<Viewer>?
    /// The token with this identifier; nil if there is none.
    func token(id: String) throws -> BearerToken<Viewer>?
    /// All tokens, newest first.
    func tokens() throws -> [BearerToken<Viewer>]
    /// Revokes a token; false if it does not exist or is revoked already.
    func revoke(_ id: String, at time: Instant) throws -> Bool

    /// Stores a person who was given access by name; false if somebody with the same e-mail address
    /// or the same subject has access already.
    func add(_ person: AdmittedPerson<Viewer>) throws -> Bool
    /// All people who have access by name, newest first.
    func people() throws -> [AdmittedPerson<Viewer>]
    /// The person with this identifier; nil if there is none or their access was taken away.
    func person(id: String) throws -> AdmittedPerson<Viewer>?
    /// The person who signed in: the one with this subject, or else the one with this e-mail address
    /// if they sign in for the first time. From then on their subject is known, and whoever gets the
    /// address after them is somebody else.
    ///
    /// - Parameters:
    ///   - subject: the provider's identifier of the person.
    ///   - email: the address that the provider has verified, as `emailKey` writes it; nil for none.
    /// - Returns: the person; nil if they have no access by name.
    /// - Throws: the store's error if it cannot be used.
    func person(subject: String, email: String?) throws -> AdmittedPerson<Viewer>?
    /// Takes a person's access away; false if they have none.
    func remove(person id: String, at time: Instant) throws -> Bool

    /// Ends a browser session before its cookie expires; false if it had ended before. Also deletes
    /// ended sessions whose cookies have expired.
    @discardableResult
    func end(session id: String, until expires: Instant, at time: Instant) throws -> Bool
    /// Whether a session was ended before its cookie expired.
    func hasEnded(session id: String) throws -> Bool
}
