import Calendar
import Domain
import Formats
import GRDB
import Storage

/// The digests of facts, from those of the feeds after the last import that counts.
struct DataDigests {
    /// Of each feed, in order.
    private var feeds: [(feed: Feed?, text: String)] = []
    /// What depends on earlier imports, which the digests of rows leave out: changes of team, overrides that were
    /// withdrawn, and milestones whose day was corrected.
    private var courses: [String] = []
    /// Of today’s health rows by month, first month first; nil for an earlier state of the ledger. A month’s is nil
    /// where an older version wrote some of its rows.
    private let health: [(month: Month, digest: Int64?)]?
    /// How many imports took rows back. A day that was sent again counts as first recorded then, which the digests
    /// of rows do not tell.
    private let withdrawals: Int

    /// The digests of what a source has. An older version kept only the latest digest of each feed. For times before
    /// it, the number of imports replaces the digest.
    init(
        _ database: Database, _ source: FactSource, _ portfolio: Portfolio,
        _ corrected: [Milestone]
    ) throws {
        let last = source.lastImport
        let logged = try PreparedStatement(
            database,
            """
            SELECT feed, count(*) FROM imports NOT INDEXED
            WHERE import_id <= ? AND
                (entry_kind IS NULL OR entry_kind IN ('waiting', 'withdrawal', 'entry'))
            GROUP BY feed ORDER BY feed
            """)
        logged.bind(last, at: 1)
        while try logged.step() {
            let feed = logged.text(0)
            let known = try Int64.fetchOne(
                database,
                sql: """
                    SELECT digest FROM feed_digests WHERE feed = ? AND import_id <= ?
                    ORDER BY import_id DESC LIMIT 1
                    """, arguments: [feed, last])
            let text = known.map { "\(feed) \($0)" } ?? "\(feed) after \(logged.integer(1)) imports"
            if known != 0 { feeds.append((Feed(rawValue: feed), text)) }
        }
        for csm in portfolio.csms where csm.teams.count > 1 {
            for term in csm.teams {
                courses.append(
                    "\(csm.id.text) \(term.since?.description ?? "ever") \(term.team ?? "")")
            }
        }
        for withdrawn in portfolio.withdrawnOverrides {
            courses.append("\(withdrawn.override.id) withdrawn \(withdrawn.day)")
        }
        for milestone in corrected {
            let account = portfolio.accounts[milestone.account].id.text
            let reached = milestone.reached?.description ?? ""
            courses.append("\(account) \(milestone.name) reached \(reached)")
        }
        withdrawals =
            try Int.fetchOne(
                database,
                sql:
                    "SELECT count(*) FROM imports NOT INDEXED WHERE import_id <= ? AND withdrawn > 0",
                arguments: [last]) ?? 0
        health = try source.lastImport == .max ? HealthTotal.digests(database) : nil
    }

    /// The digest of all facts.
    var all: String { digest(feeds.map(\.text) + courses) }

    /// A digest that health rows after a month do not change, if those of every month up to it are known.
    func through(_ month: Month) -> String {
        var texts = feeds.map(\.text)
        if let months = health?.prefix(while: { $0.month <= month }),
            months.allSatisfy({ $0.digest != nil })
        {
            texts = feeds.filter { $0.feed != .health }.map(\.text)
            texts += months.map { "\($0.month) \($0.digest ?? 0)" }
        }
        return digest(texts + courses + ["\(withdrawals) withdrawals"])
    }

    private func digest(_ texts: [String]) -> String {
        var digest = ContentDigest()
        for text in texts { digest.update(text) }
        return digest.hexadecimal
    }
}
