import Glibc

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
            "cannot read \(path): \(reason); \(readingRemedy)"
        case .unwritable(let path, let reason):
            "cannot write \(path): \(reason); \(writingRemedy)"
        case .cannotMakeFolder(let path, let reason):
            "cannot make the folder \(path): \(reason); \(writingRemedy)"
        }
    }

    private var readingRemedy: String {
        switch reason {
        case words(EACCES), words(EPERM):
            "ask its owner for permission, or run the command as a user who has it"
        case words(EISDIR), "it is a folder": "name a file in it"
        case words(ENOENT), words(ENOTDIR): "check the path"
        case words(EIO): "check the disk"
        case "it is not a text file": "name a text file in UTF-8"
        default: "check the path and its permissions"
        }
    }

    private var writingRemedy: String {
        switch reason {
        case words(EACCES), words(EPERM):
            "choose another folder, or run the command as a user who may write there"
        case words(EROFS): "choose another folder"
        case words(ENOSPC), words(EDQUOT): "free some space, or choose another disk"
        case words(EISDIR): "name a file in it, or another one"
        case words(EEXIST): "name a file that does not exist yet"
        case words(ENOENT): "make its folder first, or choose another"
        case words(ENOTDIR): "a file is in the way, so choose another folder"
        case words(EIO): "check the disk"
        default: "free some space, check the permissions or choose another folder"
        }
    }
}

/// The operating system's words for the last failed call.
public func reasonOfLastError() -> String { words(errno) }

private func words(_ code: Int32) -> String { String(cString: strerror(code)).lowercased() }
