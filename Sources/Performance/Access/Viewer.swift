import Calendar
public import Domain

/// Who asks, as a token says.
public struct Viewer: Sendable, Equatable {
    /// Tells viewers apart: a token's identifier, or an OIDC subject.
    public let subject: String
    /// What people call them.
    public let name: String
    /// What they may do.
    public let role: Role
    /// The CSM that they are; only for `Role.csm`.
    public let csm: CSMID?
    /// The team that they lead; only for `Role.manager`.
    public let team: String?

    /// A viewer with these properties.
    public init(subject: String, name: String, role: Role, csm: CSMID? = nil, team: String? = nil) {
        self.subject = subject
        self.name = name
        self.role = role
        self.csm = csm
        self.team = team
    }
}

/// A kind of thing that the service shows or does.
public enum Right: String, Sendable, CaseIterable {
    /// The company's and the teams' figures, without people.
    case overview
    /// The cards of CSMs.
    case cards
    /// The override audit as a whole: directions, parts of the book, value added.
    case audit
    /// Single episodes.
    case episodes
    /// Trends of the company and its teams.
    case trends
    /// Charts without people.
    case charts
    /// The charts of the audit.
    case auditCharts
    /// Everybody's figures at once: the whole review, charts that name people.
    case everybody
    /// What is wrong with the data.
    case quality
    /// The import log, and taking in feeds.
    case imports
    /// The access log.
    case accessLog
    /// The service's own measurements.
    case metrics
}

/// How much of something a viewer may see.
public enum Reach: Sendable, Equatable {
    /// All of it.
    case all
    /// What belongs to one team.
    case team(String)
    /// What is about oneself.
    case own(CSMID)
    /// All of it, with pseudonyms in place of people.
    case pseudonymous

    /// Whether a CSM's figures lie within it.
    ///
    /// - Parameters:
    ///   - csm: whose.
    ///   - team: the team that CSM is in; nil for none.
    /// - Returns: whether the viewer may see them.
    public func includes(_ csm: CSMID, in team: String?) -> Bool {
        switch self {
        case .all, .pseudonymous: true
        case .team(let name): team.map { $0.hasSameBytes(as: name) } ?? false
        case .own(let own): own == csm
        }
    }
}

extension Viewer {
    /// How much of something the viewer may see; nil for nothing at all.
    public func reach(to right: Right) -> Reach? {
        switch (role, right) {
        case (.vp, .imports), (.vp, .metrics), (.vp, .accessLog): nil
        case (.vp, _): .all
        case (.manager, .overview), (.manager, .cards), (.manager, .episodes), (.manager, .trends):
            team.map(Reach.team)
        case (.csm, .cards), (.csm, .episodes), (.csm, .accessLog): csm.map(Reach.own)
        case (.modelOwner, .audit), (.modelOwner, .episodes), (.modelOwner, .auditCharts):
            .pseudonymous
        case (.deck, .overview), (.deck, .trends), (.deck, .charts), (.deck, .auditCharts): .all
        case (.importer, .imports), (.importer, .quality): .all
        case (.admin, .imports), (.admin, .quality), (.admin, .accessLog), (.admin, .metrics): .all
        default: nil
        }
    }
}
