/// What somebody may do on the desk. Whatever is not granted to a role is denied.
public enum Role: String, Sendable, CaseIterable {
    /// Sees and works on the accounts of their own portfolio.
    case csm
    /// Sees the portfolios of their teams, and writes down tasks that a team agrees on.
    case lead
    /// Runs the service: who has access, settings, imports. Sees no account.
    case admin
    /// Imports feeds.
    case importer
}
