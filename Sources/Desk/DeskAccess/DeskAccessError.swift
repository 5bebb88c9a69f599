/// Why an access file cannot be used.
public enum DeskAccessError: Error, Equatable, CustomStringConvertible {
    /// The file belongs to the performance side.
    case otherProgram(path: String)

    /// What is wrong and what to do.
    public var description: String {
        switch self {
        case .otherProgram(let path):
            "\(path) is the access file of another program: name another ledger with --db"
        }
    }
}
