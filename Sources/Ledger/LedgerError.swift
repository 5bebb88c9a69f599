/// What can go wrong with a ledger, in words that say what to do.
public enum LedgerError: Error, CustomStringConvertible {
    /// There is no ledger at that path.
    case missing(path: String)
    /// The file is no ledger, or one that a newer version wrote.
    case unreadable(path: String, reason: String)
    /// The bytes of a month cannot be unpacked.
    case damagedMonth(month: String, account: Int64)
    /// More names of components or model versions than may be.
    case tooManyNames(kind: String, most: Int)
    /// A backup could not be made.
    case failedBackup(path: String, reason: String)
    /// A write failed.
    case failedWrite(path: String, reason: String)

    /// One line: what, where and what to do.
    public var description: String {
        switch self {
        case .missing(let path):
            "no ledger at \(path): import feeds first, or name another file with --db"
        case .unreadable(let path, let reason):
            "cannot read the ledger \(path) (\(reason)): name another file with --db"
        case .damagedMonth(let month, let account):
            "the health of account key \(account) in \(month) is damaged: restore a backup"
        case .tooManyNames(let kind, let most):
            "more than \(most) different \(kind) names: nothing was changed; check the mapping"
        case .failedBackup(let path, let reason):
            "cannot back up to \(path) (\(reason)): name another file, or free some space"
        case .failedWrite(let path, let reason):
            "cannot write the ledger \(path) (\(reason)): nothing was changed; "
                + "free some space or check the permissions"
        }
    }
}
