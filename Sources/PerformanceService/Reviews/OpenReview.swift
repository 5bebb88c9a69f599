import Domain
import NIOCore
import OverrideAudit
import Review
import Scorecards
import Synchronization

/// A review that is being read: its numbers, and the answers made of them so far.
final class OpenReview: Sendable {
    let review: MonthlyReview
    let reading: any FactReading
    /// What CSMs are called by who may not know who they are.
    let pseudonyms: [String]
    /// The positions of the CSMs' cards, by identifier.
    private let cards: [CSMID: Int]
    private let episodes: [String: Int]
    private let replies = Mutex<(known: [String: Reply], size: Int)>(([:], 0))
    /// Bytes of answers kept; beyond, all are made anew.
    private static let room = 128 << 20

    init(_ review: MonthlyReview, _ reading: any FactReading) {
        self.review = review
        self.reading = reading
        pseudonyms = review.csmPseudonyms
        let csms = review.attributed.portfolio.csms
        cards = Dictionary(
            review.scoreboard.csms.enumerated().compactMap { index, card in
                if case .csm(let csm) = card.scope { (csms[csm].id, index) } else { nil }
            }, uniquingKeysWith: { first, _ in first })
        episodes = Dictionary(
            zip(review.audit.episodes.map(\.id), 0...), uniquingKeysWith: { first, _ in first })
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
    ///   - make: makes it, away from the threads that answer requests.
    /// - Returns: the answer.
    /// - Throws: what `make` throws.
    func reply(
        _ key: String, _ make: @escaping @Sendable () throws -> Reply
    ) async throws -> Reply {
        if let known = replies.withLock({ $0.known[key] }) { return known }
        let made = try await Work.run(make)
        let size = made.bytes.readableBytes + (made.packed?.readableBytes ?? 0)
        replies.withLock { replies in
            if replies.size + size > Self.room { replies = ([:], 0) }
            replies.known[key] = made
            replies.size += size
        }
        return made
    }
}
