import Charting
import Closing
import Formats
import Office
import Review
import ReviewCharts

/// The slide of a chart.
struct ChartSlide: Sendable {
    /// What the chart says.
    let title: String
    /// The slide; nil where there is nothing to draw.
    let slide: Slide?

    /// The slide of a chart.
    ///
    /// - Throws: what `picture` throws.
    init(
        _ chart: ReviewChart, of deck: ReviewDeck, as form: DeckCharts,
        picture: (any Chart) throws -> [UInt8]
    ) throws {
        let described = chart.described(deck.review)
        let drawing = deck.audience == .board ? described.chart.withoutNotes : described.chart
        title = drawing.text.title
        guard drawing.hasValues else {
            slide = nil
            return
        }
        let native =
            form == .native
            ? deck.review.nativeChart(of: chart, drawing, altText: described.altText) : nil
        let content: SlideContent =
            if let native {
                .chart(native.chart)
            } else {
                .picture(
                    Picture(
                        png: try picture(drawing.withoutText), altText: described.altText))
            }
        slide = Slide(
            layout: .chart, title: title, subtitle: drawing.text.subtitle, content: [content],
            source: (drawing.text.footer + [native?.remark].compactMap(\.self))
                .joined(separator: "  ·  "),
            notes: deck.notes(
                chart.definition, basis: drawing.text.footer.first, more: described.altText))
    }
}

extension ReviewDeck {
    /// What the speaker reads: the definition, what it rests on, and the numbers in words.
    func notes(_ definition: String, basis: String?, more: String? = nil) -> String {
        [
            definition, basis.map { "It rests on: \($0)." }, more,
            review.publication.sentence,
        ].compactMap(\.self).joined(separator: "\n\n")
    }
}

extension Chart {
    /// The chart without the reasons that somebody gave for beginning limits anew.
    fileprivate var withoutNotes: any Chart {
        guard var chart = self as? ControlChart else { return self }
        for index in chart.segments.indices { chart.segments[index].note = nil }
        return chart
    }
}
