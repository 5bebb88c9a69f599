/// Which way a CSM departs from the model.
public enum OverrideDirection: String, Sendable, CaseIterable, Codable, BitwiseCopyable {
    /// The CSM sees the account better than the model does.
    case up
    /// The CSM sees the account worse than the model does.
    case down
}
