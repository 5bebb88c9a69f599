/// Why a file or a folder could not be used.
public enum FileError: Error, Equatable, Sendable, CustomStringConvertible {
    /// A file cannot be read.
    case unreadable(path: String, reason: String)
    /// A file, or a scratch file in a folder, cannot be written.
    case unwritable(path: String, reason: String)
    /// A folder cannot be made.
    case cannotMakeFolder(path: String, reason: String)

    /// The operating system's reason.
    package var reason: String {
        switch self {
        case .unreadable(_, let reason), .unwritable(_, let reason),
            .cannotMakeFolder(_, let reason):
            reason
        }
    }

    /// One line: what, where and what to do.
    public var description: String {
        switch self {
        case .unreadable(let path, let reason):
            "cannot read \(path): \(reason); check the path and its permissions"
        case .unwritable(let path, let reason):
            "cannot write \(path): \(reason); free some space, check the permissions or choose "
                + "another folder"
        case .cannotMakeFolder(let path, let reason):
            "cannot make the folder \(path): \(reason); choose another"
        }
    }
}
