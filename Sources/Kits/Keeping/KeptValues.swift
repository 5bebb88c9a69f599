/// Values that took long to work out, kept until what they were worked out from changes.
public protocol KeptValues: Sendable {
    /// The kept value, or the one that `work` gives, which is then kept.
    ///
    /// - Parameters:
    ///   - name: what it is, in a word.
    ///   - source: what it depends on, besides the program: differs wherever the value may.
    ///   - work: works the value out. It must depend on nothing else.
    /// - Returns: the value.
    /// - Throws: what `work` throws. That a value cannot be kept is no error.
    func value<Value: Codable, Failure>(
        _ name: String, of source: String, _ work: () throws(Failure) -> Value
    ) throws(Failure) -> Value
}

/// Nothing is kept.
public struct NothingKept: KeptValues {
    /// Keeps nothing.
    public init() {}

    /// What `work` gives.
    public func value<Value: Codable, Failure>(
        _ name: String, of source: String, _ work: () throws(Failure) -> Value
    ) throws(Failure) -> Value {
        try work()
    }
}
