/// What a performance service has been sent of a feed.
public struct PushedFeed: Sendable {
    /// The digest of each unit that was sent whole: a row of overrides or sessions, a day of scores.
    public var digests: [String: UInt64] = [:]
    /// The rows that it did not take, each with the reason.
    public var refused: [String: String] = [:]

    /// Nothing was sent.
    public init() {}
}

/// What became of some rows that were sent together.
public struct PushStep: Sendable {
    /// The units whose last row was among them, each with its digest.
    public var units: [(name: String, digest: UInt64)] = []
    /// The rows that were taken.
    public var taken: [String] = []
    /// The rows that were not taken, each with the reason.
    public var refused: [(row: String, reason: String)] = []

    /// Nothing was sent.
    public init() {}
}
