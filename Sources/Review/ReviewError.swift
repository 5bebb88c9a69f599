/// Why a review could not be written.
public enum ReviewError: Error, CustomStringConvertible, Sendable, Equatable {
    /// A folder cannot be made.
    case cannotMakeFolder(path: String, cause: String)
    /// A file cannot be written.
    case cannotWrite(path: String, cause: String)

    /// What happened, where, and what to do.
    public var description: String {
        switch self {
        case .cannotMakeFolder(let path, let cause):
            "cannot make the folder \(path) (\(cause)): choose another"
        case .cannotWrite(let path, let cause):
            "cannot write \(path) (\(cause)): make room or choose another folder"
        }
    }
}
