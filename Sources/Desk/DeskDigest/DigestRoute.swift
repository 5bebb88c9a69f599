public import Delivery
import DeskMemory
public import Domain

/// Who gets which alerts, and by which way.
public struct DigestRoute: Sendable {
    /// Whose accounts a digest is about.
    public enum Audience: Sendable, Hashable {
        /// All accounts.
        case everybody
        /// The accounts of a CSM.
        case csm(CSMID)
        /// The accounts of a team's CSMs.
        case team(String)

        func wants(_ told: ToldAlert) -> Bool {
            switch self {
            case .everybody: true
            case .csm(let csm): told.csm == csm
            case .team(let team): told.team == team
            }
        }
    }

    /// What tells routes apart, also after a restart.
    public var key: String
    /// Whose accounts it is about.
    public var audience: Audience
    /// The way.
    public var route: any DeliveryRoute

    /// A route of this key.
    public init(key: String, audience: Audience, route: any DeliveryRoute) {
        self.key = key
        self.audience = audience
        self.route = route
    }
}
