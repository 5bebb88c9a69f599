public import Domain

/// A person or program that uses the desk, as their token or sign-in describes them.
///
/// ```swift
/// let viewer = Viewer(subject: "dtok-1", name: "Ada", role: .csm, csm: CSMID("c1"))
/// viewer.reach(to: .accounts)  // .own(CSMID("c1"))
/// viewer.reach(to: .settings)  // nil
/// ```
public struct Viewer: Sendable, Equatable {
    /// The unique identifier of the viewer: a token's, a person's, or an OIDC subject.
    public let subject: String
    /// The viewer's display name.
    public let name: String
    /// The role, which decides what the viewer may do.
    public let role: Role
    /// The CSM that the viewer is; only for `Role.csm`.
    public let csm: CSMID?
    /// The teams that the viewer leads; only for `Role.lead`.
    public let teams: [String]

    /// A viewer with these properties.
    public init(
        subject: String, name: String, role: Role, csm: CSMID? = nil, teams: [String] = []
    ) {
        self.subject = subject
        self.name = name
        self.role = role
        self.csm = csm
        self.teams = teams
    }

    /// The CSM or the teams, as one text; empty for roles without either.
    public var part: String { csm?.text ?? teams.joined(separator: ", ") }
}

/// A kind of content that the desk shows, or of action that it performs.
public enum Right: String, Sendable, CaseIterable {
    /// Accounts: their scores, open work, contacts, touches.
    case accounts
    /// Writing what a CSM knows or does about an account.
    case entries
    /// Writing down tasks.
    case tasks
    /// Importing feeds.
    case imports
    /// Who has access, and the settings of the service.
    case settings
    /// The metrics of the service.
    case metrics
}

/// How much of a kind of content a viewer may see.
public enum Reach: Sendable, Equatable {
    /// All of it.
    case all
    /// The part that belongs to some teams.
    case teams([String])
    /// The part that is the viewer's own.
    case own(CSMID)
}

extension Viewer {
    /// How much the viewer may see or do under a right; nil for nothing at all.
    public func reach(to right: Right) -> Reach? {
        switch (role, right) {
        case (.csm, .accounts), (.csm, .entries), (.csm, .tasks): csm.map(Reach.own)
        case (.lead, .accounts), (.lead, .tasks): teams.isEmpty ? nil : .teams(teams)
        case (.admin, .imports), (.admin, .settings), (.admin, .metrics): .all
        case (.importer, .imports): .all
        default: nil
        }
    }
}
