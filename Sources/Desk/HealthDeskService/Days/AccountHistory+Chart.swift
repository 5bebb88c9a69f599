import Calendar
import Charting
import Domain
import Formats
import HealthDesk
import Scoring

extension AccountHistory {
    /// The scores over the bands of the tiers, with overrides and touches.
    func chart(_ standing: AccountStanding, _ open: OpenDay) -> ScoreTimeline {
        let policy = open.today.policy
        let touches = open.touches(standing).filter(\.isMeaningful)
        // The latest touches alone: more labels would hide the line.
        var markers = touches.prefix(4).compactMap { touch in
            place(of: touch.held).map {
                ScoreTimeline.Marker(day: $0, words: touch.kind.words)
            }
        }
        let overrides = open.overrides(standing)
        markers += overrides.compactMap { override in
            place(of: override.logged).map {
                ScoreTimeline.Marker(day: $0, words: "said to be \(override.asserted.word)")
            }
        }
        let stretches = overrides.enumerated().compactMap { place, override in
            stretch(override, endedBy: place > 0 ? overrides[place - 1] : nil, policy)
        }
        return ScoreTimeline(
            text: ChartText(
                title: title(standing, open.declineWords),
                subtitle: "Score from 0 to 100, \(first) to \(open.day)",
                footer: [standing.label, "touches and overrides are marked"]),
            scores: scores,
            dayLabels: scores.indices.filter { (first + $0).civil.day == 1 }.map {
                .init(day: $0, words: (first + $0).shortMonth)
            },
            bands: [
                .init(tier: .red, name: "red", from: 0, to: policy.redBelow),
                .init(tier: .amber, name: "amber", from: policy.redBelow, to: policy.amberBelow),
                .init(tier: .green, name: "green", from: policy.amberBelow, to: 100),
            ], markers: markers, stretches: stretches)
    }

    private func title(_ standing: AccountStanding, _ span: String) -> String {
        guard let score = standing.score.score else { return "There is no score today" }
        guard let change = standing.change else { return "The score is \(score)" }
        let points = decimalText(abs(change), decimals: 1)
        return switch standing.direction {
        case .fall: "The score is \(score), \(points) points down in \(span)"
        case .rise: "The score is \(score), \(points) points up in \(span)"
        case .level: "The score is \(score), as \(span) ago"
        }
    }

    func stretch(
        _ override: Override, endedBy later: Override?, _ policy: DeskPolicy
    ) -> ScoreTimeline.Stretch? {
        let end =
            [override.review(policy), override.withdrawn, later?.logged]
            .compactMap(\.self).min() ?? override.logged
        guard end >= first else { return nil }
        return ScoreTimeline.Stretch(
            from: override.logged - first, to: end - first,
            words: "override: \(override.asserted.word)")
    }

    /// What the chart shows, for people who do not see it.
    func words(_ standing: AccountStanding) -> String {
        let known = scores.enumerated().compactMap { place, score in
            score.map { (day: first + place, score: $0) }
        }
        guard let start = known.first, let end = known.last,
            let low = known.min(by: { $0.score < $1.score }),
            let high = known.max(by: { $0.score < $1.score })
        else { return "No score is known in this time." }
        func text(_ score: Double) -> String { decimalText(score, decimals: 1) }
        return "The score went from \(text(start.score)) on \(start.day) to \(text(end.score)) on "
            + "\(end.day). The lowest was \(text(low.score)) on \(low.day), the highest "
            + "\(text(high.score)) on \(high.day)."
    }
}

extension Day {
    /// `Nov 26`: the month of the day.
    var shortMonth: String { "\(month.shortName) \(String(month.year).suffix(2))" }
}

extension Touch.Kind {
    /// What people call it.
    var words: String {
        switch self {
        case .call: "call"
        case .meeting: "meeting"
        case .onsite: "visit"
        case .review: "business review"
        case .email: "e-mail"
        case .automated: "automated message"
        case .note: "note"
        }
    }
}
