import Attribution
import Charting
import Review
import ReviewCharts
import Templating

/// The HTML of some charts with download links and text descriptions.
func galleryText(
    _ charts: [ReviewChart], of review: MonthlyReview, by service: ServiceState
) throws -> String {
    try galleryText(
        charts.map { chart in
            (
                "/api/v1/reviews/\(review.address)/charts/\(chart.fileName)",
                chart.fileName, chart.described(review)
            )
        }, by: service)
}

/// The HTML of some pictures, each with its address and file name.
func galleryText(
    _ pictures: [(address: String, file: String, described: DescribedChart)],
    by service: ServiceState
) throws -> String {
    try serviceTemplates.text(
        "gallery",
        [
            // A theme of the company's own is one for day and night.
            "isBuiltIn": service.configuration.theme == nil,
            "charts": pictures.map { picture -> [String: Any] in
                [
                    "address": picture.address, "file": picture.file,
                    "title": picture.described.chart.text.title,
                    "alt": picture.described.altText,
                ]
            },
        ])
}
