import Calendar
import Formats
import Attribution
package import Review
import Charting
package import Domain
package import OverrideAudit
import Scorecards

/// Everything that led to the verdict of one episode, in words.
///
/// It contains nothing after the end of the month under review, and no score after the due date.
package struct EpisodeStory {
    /// A line: a label and a text.
    package typealias Line = (label: String, text: String)

    /// Account, renewal, model, verdict.
    package let facts: [Line]
    /// Each override of the episode, in order of time.
    package let overrides: [Line]
    /// The scores as first recorded, week by week, in blocks between 0 and 100; empty with none.
    package let sparkline: String
    /// Some of those scores with their days.
    package let scores: [Line]

    /// The story of an episode.
    ///
    /// - Parameters:
    ///   - episode: one of the audit of `review`.
    ///   - review: the review.
    ///   - health: the daily scores of the same reading.
    ///   - withNotes: whether the notes of the CSMs are quoted. They may name people.
    /// - Throws: what `health` throws when it cannot be read.
    package init(
        _ episode: Episode, of review: MonthlyReview, health: any HealthHistory,
        withNotes: Bool = true
    ) throws {
        let portfolio = review.attributed.portfolio
        let asOf = review.frame.asOf
        let account = portfolio.accounts[episode.account]
        let lines = review.attributed.lines(at: episode.renewal)
        let money = ValueFormat.money(currency: review.policy.reportingCurrency)
        let score = episode.modelScore.map { ", score \($0)" } ?? ", score not known"
        let name = account.name.map { " (\($0))" } ?? ""
        var facts: [Line] = [
            ("Account", account.id.text + name + ", \(account.segment)"),
            ("Overridden", "to a \(episode.direction.comparative) tier, on \(episode.indexDay)"),
            ("The CSM said", episode.asserted.word),
            ("The model said", episode.modelTier.word + score),
            ("The score implied", episode.impliedWords),
            ("Renewal", "\(lines.words), due \(episode.due), \(episode.lead) days later"),
        ]
        if let notice = lines.notice, notice <= asOf {
            facts.append(("Notice", notice.description))
        }
        let closed =
            lines.count == 1
            ? lines.first.closed : lines.closed(asOf: asOf, policy: review.policy)
        if episode.isResolved, let closed, closed <= asOf {
            facts.append(("Closed", closed.description))
        }
        facts += [
            ("State", episode.state.words), ("Verdict", episode.verdictWords),
            ("ARR due", episode.arr.map(money.text) ?? "– (no rate for its currency)"),
        ]
        if !episode.isCounted {
            facts.append(("Counted", "no: an earlier episode of this renewal counts already"))
        }
        self.facts = facts
        overrides = episode.overrides.map { position in
            let override = portfolio.overrides[position]
            return (
                override.logged.description, override.words(asOf: asOf, withNotes: withNotes)
            )
        }
        let known = try Self.scores(
            of: episode, through: asOf, maximumAge: Int(review.policy.scoreMaximumAgeDays),
            health: health)
        sparkline = String(known.map { Self.block($0.score) })
        scores = known.indices.filter { index in
            index % max(1, known.count / 6) == 0 || index == known.count - 1
                || known[index].day == episode.indexDay
        }.map { (known[$0].day.description, known[$0].score.description) }
    }

    /// Weekly scores from eight weeks before the episode to the due date or the end of the month.
    private static func scores(
        of episode: Episode, through asOf: Day, maximumAge: Int, health: any HealthHistory
    ) throws -> [HealthAnswer] {
        let last = min(episode.due, asOf)
        var days = stride(from: -56, through: last - episode.indexDay, by: 7).map {
            episode.indexDay + $0
        }
        if days.last != last { days.append(last) }
        let answers = try health.scores(
            asOf: days.map { HealthQuestion(account: episode.account, day: $0) },
            maximumAge: maximumAge, version: .firstRecorded
        ).compactMap { $0 }
        // In a gap, the same row answers again.
        return answers.enumerated().filter { index, answer in
            index == 0 || answers[index - 1].day != answer.day
        }.map(\.element)
    }

    private static func block(_ score: Score) -> Character {
        let blocks: [Character] = ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"]
        return blocks[min(blocks.count - 1, max(0, Int(score.points / 12.5)))]
    }
}

extension RenewalLines {
    /// The event's name, and how many contracts it is about.
    fileprivate var words: String {
        count == 1 ? first.id : "\(first.id) (\(count) contracts due together)"
    }
}

extension Override {
    /// The tier, the reason and the dates of the override, on one line.
    fileprivate func words(asOf: Day, withNotes: Bool) -> String {
        let gone = withdrawn.flatMap { $0 <= asOf ? "withdrawn \($0)" : nil }
        let text = (withNotes ? note : nil).map { note in
            note.split(whereSeparator: \.isNewline).joined(separator: " ")
        }
        return [
            asserted.word, reason ?? "no reason given", text.map { "“\($0)”" },
            reevaluate.map { "re-evaluation \($0)" }, gone,
        ].compactMap { $0 }.joined(separator: ", ")
    }
}
