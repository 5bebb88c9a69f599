import Charting
import Formats
import ReviewCharts

/// `charts/charts.json`: for each chart its name, its words for people who do not see it, and the
/// texts around the picture.
func chartList(_ charts: some Sequence<(ReviewChart, DescribedChart)>) -> [UInt8] {
    let list = charts.map { chart, described -> JSON in
        let text = described.chart.text
        return [
            "name": .text(chart.rawValue), "title": .text(text.title),
            "subtitle": .text(text.subtitle), "alt": .text(described.altText),
            "footer": .array(text.footer.map(JSON.text)),
        ]
    }
    return JSON.object([("charts", .array(list))]).document
}
