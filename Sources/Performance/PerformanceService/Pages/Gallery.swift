import Attribution
import Charting
import Review
import ReviewCharts
import Templating

/// The charts with their downloads and words.
func galleryText(
    _ charts: [ReviewChart], of review: MonthlyReview
) throws -> String {
    try galleryText(
        charts.map { chart in
            (
                "/api/v1/reviews/\(review.frame.month)/charts/\(chart.fileName)",
                chart.fileName, chart.described(review)
            )
        })
}

/// Pictures by address and name of the file.
func galleryText(
    _ pictures: [(address: String, file: String, described: DescribedChart)]
) throws -> String {
    try serviceTemplates.text(
        "gallery",
        [
            "charts": pictures.map { picture -> [String: Any] in
                [
                    "address": picture.address, "file": picture.file,
                    "title": picture.described.chart.text.title,
                    "alt": picture.described.altText,
                ]
            }
        ])
}
