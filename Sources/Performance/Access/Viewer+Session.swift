import Domain
public import Identity

/// A bearer token of this service.
public typealias Token = BearerToken<Viewer>
/// A person who was given access to this service by name.
public typealias Person = AdmittedPerson<Viewer>

extension Viewer: SessionViewer {
    /// How the identifiers of this service begin.
    public static let prefixes = IDPrefixes(secret: "plx_", token: "tok-", person: "per-")

    /// The viewer as words for a session cookie.
    public var sessionWords: [String?] { [subject, name, role.rawValue, csm?.text, team] }

    /// The viewer from the words of a session cookie; nil if this version does not know their
    /// format.
    public init?(sessionWords words: [String?]) {
        guard words.count == 5, let subject = words[0], let name = words[1],
            let role = words[2].flatMap({ Role(rawValue: $0) })
        else { return nil }
        self.init(
            subject: subject, name: name, role: role, csm: words[3].map { CSMID($0) },
            team: words[4])
    }

    /// The same viewer with another identifier.
    public func identified(by subject: String) -> Viewer {
        Viewer(subject: subject, name: name, role: role, csm: csm, team: team)
    }
}
