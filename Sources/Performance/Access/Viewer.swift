import Calendar
public import Domain

/// A person or program that uses the service, as their token describes them.
///
/// ```swift
/// let viewer = Viewer(subject: "tok-1", name: "Ada", role: .csm, csm: CSMID("c1"))
/// viewer.reach(to: .cards)  // .own(CSMID("c1"))
/// viewer.reach(to: .audit)  // nil
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
    /// The team that the viewer leads; only for `Role.manager`.
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

/// A kind of content that the service shows, or of action that it performs.
public enum Right: String, Sendable, CaseIterable {
    /// The figures of the company and its teams, without people.
    case overview
    /// The scorecards of CSMs.
    case cards
    /// The override audit as a whole: directions, segments, value added.
    case audit
    /// Individual override episodes.
    case episodes
    /// The trends of the company and its teams.
    case trends
    /// Charts that name no people.
    case charts
    /// The charts of the audit.
    case auditCharts
    /// The figures of all people at once: the whole review, and charts that name people.
    case everybody
    /// Closing a month.
    case closing
    /// Answering disputes, and recording conclusions.
    case answers
    /// The data quality report.
    case quality
    /// The import log, and importing feeds.
    case imports
    /// The access log.
    case accessLog
    /// The metrics of the service.
    case metrics
    /// Who has access, and the settings of the service.
    case settings
    /// Which deliveries there are, and whether they arrived; none of what they contain.
    case deliveries
}

/// How much of a kind of content a viewer may see.
public enum Reach: Sendable, Equatable {
    /// All of it.
    case all
    /// The part that belongs to one team.
    case team(String)
    /// The part that is about the viewer.
    case own(CSMID)
    /// All of it, with pseudonyms instead of names.
    case pseudonymous

    /// Whether a CSM's figures are within reach.
    ///
    /// - Parameters:
    ///   - csm: the CSM.
    ///   - team: the CSM's team; nil for none.
    /// - Returns: whether the viewer may see the figures.
    public func includes(_ csm: CSMID, in team: String?) -> Bool {
        switch self {
        case .all, .pseudonymous: true
        case .team(let name): team.map { $0.hasSameBytes(as: name) } ?? false
        case .own(let own): own == csm
        }
    }
}

extension Viewer {
    /// How much the viewer may see under a right; nil for nothing at all.
    public func reach(to right: Right) -> Reach? {
        switch (role, right) {
        case (.vp, .imports), (.vp, .metrics), (.vp, .accessLog), (.vp, .settings): nil
        case (.vp, _): .all
        case (.manager, .overview), (.manager, .cards), (.manager, .episodes), (.manager, .trends),
            (.manager, .answers):
            team.map(Reach.team)
        case (.csm, .cards), (.csm, .episodes), (.csm, .accessLog): csm.map(Reach.own)
        case (.modelOwner, .audit), (.modelOwner, .episodes), (.modelOwner, .auditCharts):
            .pseudonymous
        case (.deck, .overview), (.deck, .trends), (.deck, .charts), (.deck, .auditCharts): .all
        case (.importer, .imports), (.importer, .quality): .all
        case (.admin, .imports), (.admin, .quality), (.admin, .accessLog), (.admin, .metrics),
            (.admin, .settings), (.admin, .deliveries):
            .all
        default: nil
        }
    }
}
