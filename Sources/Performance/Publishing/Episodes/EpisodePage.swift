import ReviewCharts
import Templating
import Calendar
import Formats
import Attribution
public import Review
public import Charting
public import Domain
public import OverrideAudit
import Scorecards

/// A page about one episode, from the log to the verdict, with a chart of the account's scores.
public struct EpisodePage {
    private let episode: Episode
    private let review: MonthlyReview
    private let health: any HealthHistory
    /// The chart begins this many days before the episode.
    private static let daysBefore = 60

    /// The page of an episode of a review's audit.
    ///
    /// - Parameters:
    ///   - episode: one of the audit of `review`.
    ///   - review: the review.
    ///   - health: the daily scores of the same reading.
    public init(_ episode: Episode, of review: MonthlyReview, health: any HealthHistory) {
        self.episode = episode
        self.review = review
        self.health = health
    }

    /// Writes the page as one self-contained file.
    ///
    /// - Parameters:
    ///   - path: the file; replaced where it exists.
    ///   - fonts: those of the chart.
    ///   - theme: the look of the chart.
    /// - Throws: `FileError`, `ChartError`, or what the history throws.
    public func write(to path: String, fonts: Fonts, theme: Theme = .light) throws {
        let chart = try timeline()
        let story = try EpisodeStory(episode, of: review, health: health)
        let alt = chart.text.title + ". Scores week by week: " + story.sparkline
        let png = try renderPNG(
            chart, size: .reference, theme: theme, fonts: fonts, description: alt)
        let words = Words(
            style: reviewStyle,
            episodeID: episode.id, asOf: review.frame.asOf.words,
            facts: story.facts.map(Words.Line.init),
            overrides: story.overrides.map(Words.Line.init),
            alt: alt,
            width: ChartSize.reference.width, height: ChartSize.reference.height)
        let text = PageText(Array(try pageTemplates.text("episode", words).utf8))
        try AtomicFile(path: path).write(text.filled(with: [png]))
    }

    /// The account's scores as first recorded, up to the due date and the review's last day.
    package func timeline() throws -> ScoreTimeline {
        let policy = review.policy
        let portfolio = review.attributed.portfolio
        let first = episode.indexDay - Self.daysBefore
        let last = min(episode.due, review.frame.asOf)
        let days = (0...max(0, last - first)).map { first + $0 }
        let answers = try health.scores(
            asOf: days.map { HealthQuestion(account: episode.account, day: $0) }, maximumAge: 0,
            version: .firstRecorded)
        let overrides = episode.overrides.map { portfolio.overrides[$0] }
        var markers = overrides.map { override in
            ScoreTimeline.Marker(
                day: override.logged - first,
                words: "CSM said \(override.asserted.word), \(override.logged.words)")
        }
        if let notice = review.attributed.lines(at: episode.renewal).notice, notice <= last {
            markers.append(.init(day: notice - first, words: "notice, \(notice.words)"))
        }
        if episode.due == last {
            markers.append(.init(day: last - first, words: "due, \(last.words)"))
        }
        let judged = review.audit.overrides.filter { episode.overrides.contains($0.position) }
        let end = judged.map(\.end).max() ?? episode.indexDay
        let score = episode.modelScore.map { "\($0)" } ?? "unknown"
        return ScoreTimeline(
            text: ChartText(
                title: "Scored \(score), CSM said \(episode.asserted.word): "
                    + episode.state.words,
                subtitle: "Health score as first recorded, 0 to 100, account "
                    + "\(portfolio.accounts[episode.account].id), up to the due date",
                footer: review.footer("episode \(episode.id)")),
            scores: answers.map { $0?.score.points },
            dayLabels: days.enumerated().filter { $0.element.civil.day == 1 }.map {
                .init(day: $0.offset, words: $0.element.month.axisLabel)
            },
            bands: [
                .init(tier: .red, name: "red", from: 0, to: policy.redBelow),
                .init(tier: .amber, name: "amber", from: policy.redBelow, to: policy.amberBelow),
                .init(tier: .green, name: "green", from: policy.amberBelow, to: 100),
            ], markers: markers,
            stretches: [
                .init(from: Self.daysBefore, to: end - first - 1, words: "override in force")
            ])
    }

    /// The values for the template.
    struct Words {
        struct Line {
            let lineLabel: String
            let lineText: String

            init(_ line: EpisodeStory.Line) {
                lineLabel = line.label
                lineText = line.text
            }
        }

        let style: String
        let episodeID: String
        let asOf: String
        let facts: [Line]
        let overrides: [Line]
        let alt: String
        let width: Int
        let height: Int
    }
}
