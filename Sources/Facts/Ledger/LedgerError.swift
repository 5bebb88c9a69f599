public import Domain
import Calendar
import Storage

/// Errors of a ledger other than those of its file (`StorageError`). Descriptions say what to do.
public enum LedgerError: Error, Equatable, CustomStringConvertible {
    /// There is no ledger at that path.
    case missing(path: String)
    /// The file at that path has no byte.
    case empty(path: String)
    /// The bytes of a month cannot be unpacked.
    case damagedMonth(month: String, account: Int64)
    /// There are more names of components or model versions than the ledger can hold.
    case tooManyNames(kind: String, most: Int)
    /// Rows of one feed were written during the import of another: a mistake in the program.
    case wrongFeed(Feed)
    /// The ledger belongs to the other program.
    case otherProgram(path: String)
    /// The ledger does not hold the feed, because it belongs to the other program.
    case foreignFeed(Feed)
    /// A dry run was read. It can only import files.
    case dryRunCannotBeRead

    /// One line: what, where and what to do.
    public var description: String {
        switch self {
        case .missing(let path):
            "no ledger at \(path): import feeds first, or name another file with --db"
        case .empty(let path):
            "\(path) is not a ledger (it is empty): import feeds first, or name another file with "
                + "--db"
        case .damagedMonth(let month, let account):
            "the health of account key \(account) in \(month) is damaged: \(remedy)"
        case .tooManyNames(let kind, let most):
            "more than \(most) different \(kind) names: nothing was changed; check the mapping"
        case .wrongFeed(let feed):
            "rows of another feed than \(feed.rawValue): nothing was changed; please report it"
        case .otherProgram(let path):
            "\(path) is the ledger of the other program: parallax and parallax-desk each need a "
                + "file of their own, so name another one with --db"
        case .foreignFeed(let feed):
            "this ledger does not hold the feed \(feed.rawValue), which belongs to the other "
                + "program: nothing was changed"
        case .dryRunCannotBeRead:
            "a dry run cannot be read: import the files first"
        }
    }
}

extension LedgerError {
    /// The error for a row of `health_months` or `health_history`.
    static func damagedMonth(key: Int64) -> LedgerError {
        .damagedMonth(
            month: Month(number: Int32(truncatingIfNeeded: key >> 32)).description,
            account: key & 0xffff_ffff)
    }
}
