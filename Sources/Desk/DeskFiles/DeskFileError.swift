/// Why a file of the desk cannot be used.
public enum DeskFileError: Error, Equatable, CustomStringConvertible {
    /// A health model.
    case model(path: String, reason: String)
    /// A playbook or a folder of them.
    case playbooks(path: String, reason: String)
    /// A policy.
    case policy(path: String, reason: String)

    /// The settings of the digest.
    case digest(path: String, reason: String)

    /// One line: what, where and what to do.
    public var description: String {
        switch self {
        case .model(let path, let reason): "cannot use the health model \(path): \(reason)"
        case .playbooks(let path, let reason): "cannot use the playbooks \(path): \(reason)"
        case .digest(let path, let reason): "cannot use the digest's settings \(path): \(reason)"
        case .policy(let path, let reason): "cannot use the desk's policy \(path): \(reason)"
        }
    }
}
