import Access
import Domain

/// Viewers who see the same of everything: of one role, one team, one CSM.
struct Audience: Hashable {
    private let role: Role?
    private let csm: CSMID?
    /// The bytes of the team's name: names that only look the same are not equal.
    private let team: [UInt8]?

    /// Whom a viewer belongs to; nobody's own where nobody asks.
    init(_ viewer: Viewer?) {
        role = viewer?.role
        csm = viewer?.csm
        team = viewer?.team.map { Array($0.utf8) }
    }
}
