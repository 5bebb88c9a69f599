import Formats

/// Why a file, a mapping or a report could not be used at all.
public enum IntakeError: Error, Equatable, CustomStringConvertible {
    /// A folder contains no feed file.
    case noFeeds(path: String)
    /// A file's name is not a feed's, and no feed was given.
    case unknownFeed(path: String)
    /// The header is missing or cannot be used.
    case header(file: String, reason: String)
    /// A compressed file is damaged.
    case damagedArchive(path: String)
    /// A mapping cannot be used.
    case mapping(name: String, reason: String)
    /// A policy file cannot be used.
    case policy(path: String, reason: String)

    /// One line: what, where and what to do.
    public var description: String {
        switch self {
        case .noFeeds(let path):
            "no feed in \(path): expected files such as accounts.csv or health.csv.gz"
        case .unknownFeed(let path):
            "\(path) is no feed by its name: say which one it is with --feed"
        case .header(let file, let reason):
            "cannot use \(file): \(reason)"
        case .damagedArchive(let path):
            "cannot unpack \(path): the gzip data is damaged or cut short; export it again"
        case .mapping(let name, let reason):
            "cannot use the mapping \(name): \(reason)"
        case .policy(let path, let reason):
            "cannot use the policy \(path): \(reason)"
        }
    }
}
