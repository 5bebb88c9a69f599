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

/// A review that is being read: its numbers, and the answers made of them so far.
final class OpenReview: Sendable {
    let review: MonthlyReview
    let reading: any FactReading
    /// What CSMs are called by who may not know who they are.
    let pseudonyms: [String]
    /// The positions of the CSMs' cards, by identifier.
    private let cards: [CSMID: Int]
    private let episodes: [String: Int]
    private let replies = Mutex(Replies())
    /// Bytes of answers kept; beyond, all are made anew.
    private static let room = 128 << 20

    init(_ review: MonthlyReview, _ reading: any FactReading, secret: [UInt8]) {
        self.review = review
        self.reading = reading
        let csms = review.attributed.portfolio.csms
        // Unlike those of a proposal, they cannot be worked out from identifiers and data digest.
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

    /// The CSMs who have a card.
    var people: [CSM] {
        review.scoreboard.csms.compactMap { card in
            if case .csm(let csm) = card.scope {
                review.attributed.portfolio.csms[csm]
            } else {
                nil
            }
        }
    }

    /// A CSM's card; nil where there is none in that month.
    func card(of csm: CSMID) -> (csm: CSM, card: Scorecard)? {
        guard let index = cards[csm] else { return nil }
        let card = review.scoreboard.csms[index]
        guard case .csm(let position) = card.scope else { return nil }
        return (review.attributed.portfolio.csms[position], card)
    }

    /// An episode by its identifier; nil without one.
    func episode(_ id: String) -> Episode? {
        episodes[id].map { review.audit.episodes[$0] }
    }

    /// Whose an episode is.
    func csm(of episode: Episode) -> CSM { review.attributed.portfolio.csms[episode.csm] }

    /// An answer, made once and kept.
    ///
    /// - Parameters:
    ///   - key: tells it from all others, who may see what included.
    ///   - queue: where it is made.
    ///   - make: makes it, away from the threads that answer requests.
    /// - Returns: the answer.
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
            // Of those who waited, the first one keeps what was made.
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

    /// Answers that were made, and those that are being made, for which all who ask wait together.
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

    /// All that led to the verdict of an episode.
    ///
    /// - Throws: `UnreadableFacts`.
    func story(of episode: Episode, withNotes: Bool) throws(UnreadableFacts) -> EpisodeStory {
        try readingFacts {
            try EpisodeStory(episode, of: review, health: reading.health, withNotes: withNotes)
        }
    }
}
