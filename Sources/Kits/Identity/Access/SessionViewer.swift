/// A person or program that uses a service: who they are, their role, and what their role is
/// limited to. Each service has a type of its own for them.
///
/// ```swift
/// let secret = Viewer.newSecret()
/// let token = secret.token(for: viewer, at: now, lasting: 90 * 86_400)
/// ```
public protocol SessionViewer: Sendable, Equatable {
    /// What a viewer may do.
    associatedtype Role: RawRepresentable<String>, CaseIterable, Hashable, Sendable

    /// How the identifiers of the service begin.
    static var prefixes: IDPrefixes { get }
    /// The unique identifier of the viewer: a token's, a person's, or one that a provider gave.
    var subject: String { get }
    /// The viewer's display name.
    var name: String { get }
    /// The role, which decides what the viewer may do.
    var role: Role { get }
    /// The viewer as words for a session cookie. Cookies of earlier versions have the same words.
    var sessionWords: [String?] { get }

    /// The viewer from the words of a session cookie; nil if this version does not know their
    /// format.
    init?(sessionWords words: [String?])
    /// The same viewer with another identifier.
    func identified(by subject: String) -> Self
}

/// How the identifiers of a service begin, so that people and secret scanners can tell them from
/// those of another service.
public struct IDPrefixes: Sendable {
    /// The start of a token's secret.
    public let secret: String
    /// The start of a token's identifier.
    public let token: String
    /// The start of a person's identifier.
    public let person: String

    /// These prefixes.
    public init(secret: String, token: String, person: String) {
        self.secret = secret
        self.token = token
        self.person = person
    }
}
