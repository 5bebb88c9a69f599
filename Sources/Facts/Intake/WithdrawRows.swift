public import Calendar
public import Domain
import Formats

/// Takes single rows back: they stay in the store, dated, and no figure counts them until a file
/// has them again.
///
/// ```swift
/// let job = WithdrawRows(feed: .renewals, why: "merged away in the CRM", clock: now)
/// let missing = try job.run(["R00dup"], in: store)
/// ```
public struct WithdrawRows: Sendable {
    private let feed: Feed
    private let why: String
    private let clock: @Sendable () -> Instant

    /// Prepares to take rows back.
    ///
    /// - Parameters:
    ///   - feed: their feed.
    ///   - why: the reason, in a person's words.
    ///   - clock: returns the time.
    public init(feed: Feed, why: String, clock: @escaping @Sendable () -> Instant) {
        self.feed = feed
        self.why = why
        self.clock = clock
    }

    /// Takes the rows with these keys back, all or none.
    ///
    /// - Parameters:
    ///   - keys: each the columns of the feed's key, joined by commas (`Feed.keyNames`).
    ///   - store: the store.
    /// - Throws: `IntakeError.noRow` for a key that the store does not have, or that is withdrawn
    ///   already; what the store throws.
    public func run(_ keys: [String], in store: any FactStore) throws {
        _ = try store.importFile(
            ImportedFile(feed: feed, name: "withdrawn by hand", origin: .withdrawal(why: why))
        ) { writer in
            let accounts =
                feed == .health
                ? Dictionary(
                    try writer.accountKeys().map { ($0.id, $0.key) },
                    uniquingKeysWith: { first, _ in first }) : [:]
            for text in keys {
                guard let key = feed.key(ofText: text) else {
                    throw IntakeError.noRow(feed: feed, key: text)
                }
                let isWithdrawn: Bool
                if feed == .health {
                    guard let account = key[0].text.flatMap({ accounts[AccountID($0)] }),
                        let day = key[1].day
                    else { throw IntakeError.noRow(feed: feed, key: text) }
                    isWithdrawn = try writer.withdrawHealth(account: account, days: [day]) == 1
                } else {
                    isWithdrawn = try writer.withdraw(key)
                }
                guard isWithdrawn else { throw IntakeError.noRow(feed: feed, key: text) }
            }
            return ImportReceipt(rejected: 0, digest: "", time: clock())
        }
    }
}
