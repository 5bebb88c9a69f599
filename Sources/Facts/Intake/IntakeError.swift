public import Domain
import Formats

/// Why a file, a mapping or a report could not be used at all.
public enum IntakeError: Error, Equatable, CustomStringConvertible {
    /// A folder contains no feed file.
    case noFeeds(path: String)
    /// A file's name is not that of one of these feeds, and no feed was given.
    case unknownFeed(path: String, feeds: [Feed])
    /// A file holds a feed that the other program reads.
    case otherProgram(path: String, feed: Feed)
    /// A file cannot be used as a whole; why, and what to do.
    case unusable(file: String, reason: String)
    /// There is no row with that key to take back.
    case noRow(feed: Feed, key: String)
    /// A mapping cannot be used.
    case mapping(name: String, reason: String)
    /// A policy file cannot be used.
    case policy(path: String, reason: String)

    /// One line: what, where and what to do.
    public var description: String {
        switch self {
        case .noFeeds(let path):
            "no feed in \(path): expected files such as accounts.csv or health.csv.gz"
        case .unknownFeed(let path, let feeds):
            "\(path) is no feed by its name: say which one it is with --feed, one of "
                + feeds.map(\.rawValue).joined(separator: ", ")
        case .otherProgram(let path, let feed):
            "\(path) holds \(feed.rawValue), which this program does not read: use "
                + "\(feed.onlyProgram ?? "the other one")"
        case .unusable(let file, let reason):
            "cannot use \(file): \(reason)"
        case .noRow(let feed, let key):
            "no \(feed.rawValue) row '\(key)' stands in the ledger: a key is \(feed.keyNames); "
                + "nothing was changed"
        case .mapping(let name, let reason):
            "cannot use the mapping \(name): "
                + reason.split(whereSeparator: \.isNewline).joined(separator: " ")
        case .policy(let path, let reason):
            "cannot use the policy \(path): \(reason)"
        }
    }
}
