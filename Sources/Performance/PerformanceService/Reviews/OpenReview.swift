import Access
import Attribution
import Charting
import Closing
import Concurrency
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

/// A review in use as some viewers may see it, with the replies made from it so far.
final class OpenReview: Sendable {
    let review: MonthlyReview
    let reading: any FactReading
    /// `review.json` as it was published; nil for a review that was not.
    private let published: [UInt8]?
    /// The key of the pseudonyms; nil where names are shown.
    private let pseudonymKey: String?
    /// The index of each CSM's scorecard.
    private let cards: [CSMID: Int]
    private let episodes: [String: Int]
    private let replies = Mutex(Replies())
    private let lists = Mutex<[EpisodeQuery: [Int]]>([:])
    /// The same review for viewers who see no single persons, and with pseudonyms.
    private let withoutSmallGroups: OnDemand<OpenReview>?
    private let withPseudonyms: OnDemand<OpenReview>?
    /// The most lists of episodes kept. When they would exceed it, all are dropped.
    private static let mostLists = 64
    /// The most bytes of replies kept. When they would exceed it, all are dropped.
    fileprivate static let room = 64 << 20

    /// The whole review. `secret` is the key of the pseudonyms, so nobody without it can compute
    /// them.
    convenience init(
        _ review: MonthlyReview, _ reading: any FactReading, published: [UInt8]? = nil,
        secret: [UInt8]
    ) {
        let code = HMAC<SHA256>.authenticationCode(
            for: Array("pseudonyms \(review.dataDigest)".utf8), using: SymmetricKey(data: secret))
        let key = base64URL(code)
        self.init(
            review, reading, published: published,
            withoutSmallGroups: OnDemand {
                // A chart of the parts by every dimension would let them be subtracted.
                OpenReview(review.withoutSmallGroups(dimensions: [.segment]), reading)
            },
            withPseudonyms: OnDemand {
                OpenReview(
                    review.withPseudonyms(key: key).withoutSmallGroups(), reading,
                    pseudonymKey: key)
            })
    }

    private init(
        _ review: MonthlyReview, _ reading: any FactReading, published: [UInt8]? = nil,
        pseudonymKey: String? = nil,
        withoutSmallGroups: OnDemand<OpenReview>? = nil,
        withPseudonyms: OnDemand<OpenReview>? = nil
    ) {
        self.review = review
        self.reading = reading
        self.published = published
        self.pseudonymKey = pseudonymKey
        self.withoutSmallGroups = withoutSmallGroups
        self.withPseudonyms = withPseudonyms
        let csms = review.attributed.portfolio.csms
        cards = Dictionary(
            review.scoreboard.csms.enumerated().compactMap { index, card in
                if case .csm(let csm) = card.scope { (csms[csm].id, index) } else { nil }
            }, uniquingKeysWith: { first, _ in first })
        episodes = Dictionary(
            zip(review.audit.episodes.map(\.id), 0...), uniquingKeysWith: { first, _ in first })
    }

    /// The bytes of the whole review's `review.json`.
    var document: [UInt8] { published ?? review.json() }

    /// The same review, whose publication has changed with the day.
    func with(_ publication: Publication, secret: [UInt8]) -> OpenReview {
        var review = review
        review.publication = publication
        return OpenReview(review, reading, published: published, secret: secret)
    }

    /// The same review with no reply made yet.
    func withoutReplies(secret: [UInt8]) -> OpenReview {
        OpenReview(review, reading, published: published, secret: secret)
    }

    /// The review as a viewer may see it.
    func shown(to viewer: Viewer) async -> OpenReview {
        let seen =
            viewer.reach(to: .cards) != nil
            ? nil : viewer.reach(to: .audit) != nil ? withPseudonyms : withoutSmallGroups
        guard let seen else { return self }
        return await BlockingWork.blocking { seen.value }
    }

    /// How many teams are not shown because the figures of few people would follow, in words; nil if
    /// all are.
    var withheldWords: String? {
        let count = review.attributed.scopes.teams.count - review.scoreboard.teams.count
        guard count > 0 else { return nil }
        let are = count == 1 ? "is" : "are"
        let least = numberText(review.policy.smallestTeam)
        return "\(counted(count, "team")) \(are) not shown: here a team is shown if it has at "
            + "least \(least) people, and if all that are not shown have as many together."
    }

    /// What the CSM of an episode is called in lists of episodes: the identifier or, under
    /// pseudonyms, a name that tells nothing about other episodes unless the policy allows it.
    func csmLabel(of episode: Episode) -> String {
        if let key = pseudonymKey, review.policy.modelOwnerSees == .episodes {
            var digest = ContentDigest()
            digest.update(key)
            digest.update("CSM of \(episode.id)")
            return "CSM-\(digest.hexadecimal.prefix(8))"
        }
        return csm(of: episode).id.text
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

    /// The team of a CSM at the end of the month under review; nil without one.
    func team(of csm: CSM) -> String? { csm.team(on: review.frame.asOf) }

    /// Whether a CSM's figures in this review are within reach.
    func isWithin(_ reach: Reach, _ csm: CSM) -> Bool {
        reach.includes(csm.id, in: team(of: csm))
    }

    /// The CSMs with a scorecard whose figures are within reach.
    func people(within reach: Reach) -> [CSM] { people.filter { isWithin(reach, $0) } }

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

    /// The positions of the episodes that match a query. They are looked for once, so that a page of a
    /// list costs what the page costs.
    func episodes(_ query: EpisodeQuery, _ matches: (Episode) -> Bool) -> [Int] {
        if let known = lists.withLock({ $0[query] }) { return known }
        let found = review.audit.episodes.indices.filter { matches(review.audit.episodes[$0]) }
        lists.withLock { lists in
            if lists.count >= Self.mostLists { lists = [:] }
            lists[query] = found
        }
        return found
    }

    /// The CSM to whom an episode belongs.
    func csm(of episode: Episode) -> CSM { review.attributed.portfolio.csms[episode.csm] }

    /// The reply for a key. It is made on first use and then kept.
    ///
    /// - Parameters:
    ///   - key: the cache key, which includes who may see the reply.
    ///   - make: makes it, off the threads that answer requests.
    /// - Returns: the reply.
    /// - Throws: what `make` throws.
    func reply(
        _ key: ReplyKey, _ make: @escaping @Sendable () throws -> Reply
    ) async throws -> Reply {
        if let known = kept(key) { return known }
        let task = replies.withLock { replies -> Task<Reply, any Error> in
            // It may have been made since.
            if let known = replies.known[key] { return Task { known } }
            let task = replies.underway[key] ?? Task { try await BlockingWork.run(make) }
            replies.underway[key] = task
            return task
        }
        let result = await task.result
        replies.withLock { replies in
            // Several callers may have waited. Only the first one stores the result.
            let isFirst = replies.underway.removeValue(forKey: key) != nil
            if isFirst, case .success(let made) = result { replies.keep(made, as: key) }
        }
        return try result.get()
    }

    /// The reply for a key, if it is kept.
    func kept(_ key: ReplyKey) -> Reply? { replies.withLock { $0.known[key] } }

    /// Keeps a reply.
    func keep(_ reply: Reply, as key: ReplyKey) { replies.withLock { $0.keep(reply, as: key) } }

    /// An episode as JSON.
    func content(of episode: Episode) -> JSON {
        review.content(of: episode, csm: csmLabel(of: episode))
    }

    /// Replies that are made, and replies that are being made. Callers who want the same one wait
    /// for it together.
    private struct Replies {
        var known: [ReplyKey: Reply] = [:]
        var underway: [ReplyKey: Task<Reply, any Error>] = [:]
        var size = 0

        mutating func keep(_ reply: Reply, as key: ReplyKey) {
            let added = reply.bytes.readableBytes + (reply.packed?.readableBytes ?? 0)
            if size + added > OpenReview.room { (known, size) = ([:], 0) }
            if known.updateValue(reply, forKey: key) == nil { size += added }
        }
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
