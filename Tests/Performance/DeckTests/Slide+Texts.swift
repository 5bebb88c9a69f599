import Deck
import Office
import Review

extension MonthlyReview {
    /// The slides of its deck, with pictures that are not drawn.
    func slides(for audience: DeckAudience, charts: DeckCharts = .native) throws -> [Slide] {
        try ReviewDeck(self, for: audience).presentation(charts: charts) { _ in [1] }.slides
    }
}

extension Slide {
    /// What a reader would miss on it.
    var problems: [String] {
        var problems: [String] = []
        if title.isEmpty { problems.append("no title") }
        if title.count > 130 { problems.append("a long title: \(title)") }
        if title.hasSuffix(".") { problems.append("a title with a full stop") }
        if notes.isEmpty { problems.append("no notes") }
        if layout != .title, content.isEmpty { problems.append("no content") }
        for one in content {
            switch one {
            case .paragraphs(let paragraphs):
                if !paragraphs.contains(where: { !$0.text.isEmpty }) { problems.append("no text") }
                if paragraphs.contains(where: \.text.isEmpty) { problems.append("an empty line") }
            case .chart(let chart):
                if chart.altText.isEmpty { problems.append("no description") }
                if !chart.hasValues { problems.append("an empty chart") }
            case .picture(let picture):
                if picture.altText.isEmpty { problems.append("no description") }
                if picture.png.isEmpty { problems.append("no picture") }
            case .table(let table):
                if table.altText.isEmpty { problems.append("no description") }
                if table.rows.isEmpty { problems.append("an empty table") }
                if table.rows.contains(where: { $0.count != table.columns.count }) {
                    problems.append("a row with another number of cells")
                }
            }
        }
        return problems.map { "\(title): \($0)" }
    }
}

extension NativeChart {
    var hasValues: Bool {
        switch plot {
        case .categories(let plot):
            (plot.columns.flatMap(\.values) + plot.lines.flatMap(\.values)).contains { $0 != nil }
        case .waterfall(let plot): !plot.steps.isEmpty
        case .rows(let plot): plot.rows.contains { $0.value != nil }
        case .points(let plot): plot.dots.contains { !$0.points.isEmpty }
        }
    }
}
