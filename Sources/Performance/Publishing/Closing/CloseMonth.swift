import Attribution
public import Calendar
public import Charting
public import Closing
import Crypto
import Domain
import Formats
public import Review
import Synchronization

/// Closes a month: keeps its review as it was published.
///
/// ```swift
/// let closed = try CloseMonth(store: store, fonts: fonts).close(
///     review, afterImport: revision, by: "vera", note: "Board meeting", at: now)
/// print(closed.words)
/// ```
public struct CloseMonth: Sendable {
    private let store: any ClosingStore
    private let fonts: Fonts

    /// Closes months in a store. The charts whose digests it keeps use some fonts.
    public init(store: any ClosingStore, fonts: Fonts) {
        self.store = store
        self.fonts = fonts
    }

    /// Refuses a month whose last day is not over.
    ///
    /// - Throws: `ClosingError.notOver`.
    public static func check(_ month: Month, at time: Instant) throws(ClosingError) {
        guard time.day > month.lastDay else { throw .notOver(month, today: time.day) }
    }

    /// Closes the month of a review.
    ///
    /// - Parameters:
    ///   - review: the review of today's facts.
    ///   - lastImport: the revision of the store when the facts were read.
    ///   - person: who closes it.
    ///   - note: what they write about it; nil for nothing.
    ///   - despite: why it is closed while disputes are open; nil for no reason.
    ///   - openDisputes: how many disputes about the month are open.
    ///   - time: the time by the clock.
    /// - Returns: the closing.
    /// - Throws: `ClosingError`, `ChartError` where a chart cannot be drawn, or the store's error.
    ///   Nothing is closed then.
    public func close(
        _ review: MonthlyReview, afterImport lastImport: Int, by person: String,
        note: String? = nil, despite: String? = nil, openDisputes: Int = 0, at time: Instant
    ) throws -> ClosedMonth {
        let month = review.frame.month
        try Self.check(month, at: time)
        guard openDisputes == 0 || despite != nil else {
            throw ClosingError.openDisputes(month, openDisputes)
        }
        let next = try store.nextEdition(of: month, at: time)
        var published = review
        published.publication = .published(
            edition: next.edition, closed: next.closed, methods: Policy.methodsVersion)
        let found = Files()
        try WriteReview(fonts: fonts).forEachFile(of: published) { found.take($0, named: $1) }
        let (document, digests) = found.all
        let closed = ClosedMonth(
            month: month, edition: next.edition, closed: next.closed,
            content: ClosedMonth.Content(
                by: person, note: note, despiteDisputes: openDisputes == 0 ? nil : despite,
                lastImport: lastImport, methodsVersion: Policy.methodsVersion,
                policy: review.policy.fileText, policyDigest: review.policyDigest,
                dataDigest: review.dataDigest, reviewDigest: digests["review.json"] ?? "",
                files: digests.sorted { $0.key.precedesByBytes($1.key) }.map {
                    ClosedMonth.FileDigest(name: $0.key, sha256: $0.value)
                }))
        try store.close(closed, review: document)
        return closed
    }
}

/// The digests of files that are made on several threads, and the bytes of `review.json`.
private final class Files: Sendable {
    private let found = Mutex<(document: [UInt8], digests: [String: String])>(([], [:]))

    var all: (document: [UInt8], digests: [String: String]) { found.withLock { $0 } }

    func take(_ bytes: [UInt8], named name: String) {
        let digest = hexadecimal(SHA256.hash(data: bytes))
        found.withLock { found in
            found.digests[name] = digest
            if name == "review.json" { found.document = bytes }
        }
    }
}
