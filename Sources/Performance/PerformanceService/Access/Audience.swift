import Access
import Domain

/// A group of viewers who see exactly the same: those with the same role, team and CSM.
struct Audience: Hashable {
    private let role: Role?
    private let csm: CSMID?
    /// The UTF-8 bytes of the team's name. Names that look the same may still be different teams.
    private let team: [UInt8]?

    /// The audience of a viewer; nil gives the audience of callers who are not known.
    init(_ viewer: Viewer?) {
        role = viewer?.role
        csm = viewer?.csm
        team = viewer?.team.map { Array($0.utf8) }
    }
}
