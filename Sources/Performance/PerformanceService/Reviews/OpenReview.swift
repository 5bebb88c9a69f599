import Attribution
import Charting
import Crypto
import Domain
import Formats
import NIOCore
import OverrideAudit
import Publishing
import Review
import Scorecards
import Synchronization
import Web

/// A review in use, with the replies made from it so far.
final class OpenReview: Sendable {
    let review: MonthlyReview
    let reading: any FactReading
    /// The CSMs' pseudonyms, in the order of the portfolio, for viewers who may not see names.
    let pseudonyms: [String]
    /// The index of each CSM's scorecard.
    private let cards: [CSMID: Int]
    private let episodes: [String: Int]
    private let replies = Mutex(Replies())
    /// The most bytes of replies kept. When they would exceed it, all are dropped.
    private static let room = 128 << 20

    init(_ review: MonthlyReview, _ reading: any FactReading, secret: [UInt8]) {
        self.review = review
        self.reading = reading
        let csms = review.attributed.portfolio.csms
        // The pseudonyms in a proposal can be computed from the identifiers and the data digest.
        // These cannot, because they also depend on the secret.
        let key = HMAC<SHA256>.authenticationCode(
            for: Array("pseudonyms \(review.dataDigest)".utf8),
            using: SymmetricKey(data: secret))
        self.pseudonyms = Review.pseudonyms(of: csms.map(\.id.text), key: base64URL(key))
        cards = Dictionary(
            review.scoreboard.csms.enumerated().compactMap { index, card in
                if case .csm(let csm) = card.scope { (csms[csm].id, index) } else { nil }
            }, uniquingKeysWith: { first, _ in first })
        episodes = Dictionary(
            zip(review.audit.episodes.map(\.id), 0...), uniquingKeysWith: { first, _ in first })
    }

    /// The CSMs who have a scorecard.
    var people: [CSM] {
        review.scoreboard.csms.compactMap { card in
            if case .csm(let csm) = card.scope {
                review.attributed.portfolio.csms[csm]
            } else {
                nil
            }
        }
    }

    /// A CSM's scorecard; nil if the CSM has none in that month.
    func card(of csm: CSMID) -> (csm: CSM, card: Scorecard)? {
        guard let index = cards[csm] else { return nil }
        let card = review.scoreboard.csms[index]
        guard case .csm(let position) = card.scope else { return nil }
        return (review.attributed.portfolio.csms[position], card)
    }

    /// The episode with this identifier; nil if there is none.
    func episode(_ id: String) -> Episode? {
        episodes[id].map { review.audit.episodes[$0] }
    }

    /// The CSM to whom an episode belongs.
    func csm(of episode: Episode) -> CSM { review.attributed.portfolio.csms[episode.csm] }

    /// The reply for a key. It is made on first use and then kept.
    ///
    /// - Parameters:
    ///   - key: the cache key, which includes who may see the reply.
    ///   - queue: the queue that makes it.
    ///   - make: makes it, off the threads that answer requests.
    /// - Returns: the reply.
    /// - Throws: what `make` throws.
    func reply(
        _ key: ReplyKey, on queue: Work.Queue = .many,
        _ make: @escaping @Sendable () throws -> Reply
    ) async throws -> Reply {
        let task = replies.withLock { replies -> Task<Reply, any Error> in
            if let known = replies.known[key] ?? replies.underway[key] { return known }
            let task = Task { try await Work.run(on: queue, make) }
            replies.underway[key] = task
            return task
        }
        let result = await task.result
        replies.withLock { replies in
            // Several callers may have waited. Only the first one stores the result.
            let isFirst = replies.underway.removeValue(forKey: key) != nil
            if isFirst, case .success(let made) = result {
                let size = made.bytes.readableBytes + (made.packed?.readableBytes ?? 0)
                if replies.size + size > Self.room { (replies.known, replies.size) = ([:], 0) }
                replies.known[key] = task
                replies.size += size
            }
        }
        return try result.get()
    }

    /// Replies that are made, and replies that are being made. Callers who want the same one wait
    /// for it together.
    private struct Replies {
        var known: [ReplyKey: Task<Reply, any Error>] = [:]
        var underway: [ReplyKey: Task<Reply, any Error>] = [:]
        var size = 0
    }
}

extension OpenReview {
    /// The scores of an episode's account, up to the due date.
    ///
    /// - Throws: `UnreadableFacts`.
    func timeline(of episode: Episode) throws(UnreadableFacts) -> ScoreTimeline {
        try readingFacts {
            try EpisodePage(episode, of: review, health: reading.health).timeline()
        }
    }

    /// The details of an episode and how its verdict was reached.
    ///
    /// - Throws: `UnreadableFacts`.
    func story(of episode: Episode, withNotes: Bool) throws(UnreadableFacts) -> EpisodeStory {
        try readingFacts {
            try EpisodeStory(episode, of: review, health: reading.health, withNotes: withNotes)
        }
    }
}
