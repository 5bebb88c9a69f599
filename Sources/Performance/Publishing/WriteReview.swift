package import Brief
package import Concurrency
import Formats
package import Keeping
import ReviewCharts
package import Review
package import Charting
import Domain

/// A format of a review.
public enum ReviewFormat: String, Sendable, CaseIterable {
    /// `review.json`: every number.
    case json
    /// `review.html`, a page for people, and a page for each team with the cards of its CSMs.
    case html
    /// `scorecards.csv`, `trends.csv`, `override_episodes.csv`, `override_segments.csv`, `walk.csv`,
    /// `periods.csv` and `churn_reasons.csv`.
    case csv
    /// `charts/*.png`, and `charts/charts.json`: what each shows in words.
    case png
    /// `review.xlsx`, the same numbers as the CSV files for people.
    case xlsx
    /// `charts/*.svg`, and the same words.
    case svg

    /// What is written unless somebody asks for something else.
    public static let standard: Set<ReviewFormat> = [.json, .html, .csv, .png]
}

/// Writes the files of a review into a folder, each wholly or not at all.
package struct WriteReview: Sendable {
    private let fonts: Fonts
    private let theme: Theme
    private let kept: any KeptValues

    /// Writes reviews whose charts use some fonts and a theme. Pictures that were painted before are
    /// taken from `kept`.
    package init(fonts: Fonts, theme: Theme = .light, kept: any KeptValues = NothingKept()) {
        self.fonts = fonts
        self.theme = theme
        self.kept = kept
    }

    /// Writes a review. Files with the same names are replaced.
    ///
    /// - Parameters:
    ///   - review: the review.
    ///   - folder: the folder; made where it is missing.
    ///   - formats: what to write. Charts are drawn once, for both page and files.
    ///   - document: `review.json` as it was published; nil to make it.
    ///   - brief: the brief for everybody, where somebody else shows it too; nil to make it.
    /// - Throws: `FileError`, or `ChartError` where a picture cannot be drawn. Other files may have
    ///   been written by then.
    package func write(
        _ review: MonthlyReview, to folder: String,
        formats: Set<ReviewFormat> = ReviewFormat.standard, document: [UInt8]? = nil,
        brief: OnDemand<Brief>? = nil
    ) throws {
        let hasCharts = !formats.isDisjoint(with: [.png, .svg])
        try makeFolder(folder + (hasCharts ? "/charts" : ""))
        try forEachFile(of: review, formats: formats, document: document, brief: brief) {
            bytes, name in
            try AtomicFile(path: folder + "/" + name).write(bytes)
        }
    }

    /// Makes the files of a review.
    ///
    /// - Parameters:
    ///   - review: the review.
    ///   - formats: what to make.
    ///   - document: `review.json` as it was published; nil to make it.
    ///   - brief: the brief for everybody; nil to make it.
    ///   - write: takes the bytes and the name of a file. It is called on several threads.
    /// - Throws: what `write` throws, or `ChartError` where a picture cannot be drawn.
    func forEachFile(
        of review: MonthlyReview, formats: Set<ReviewFormat> = ReviewFormat.standard,
        document: [UInt8]? = nil, brief: OnDemand<Brief>? = nil,
        _ write: @escaping @Sendable ([UInt8], String) throws -> Void
    ) throws {
        let needsPage = formats.contains(.html)
        let hasFiles = !formats.isDisjoint(with: [.png, .svg])
        let charts =
            hasFiles
            ? ReviewChart.allCases : needsPage ? ReviewChart.allCases.filter(\.isOnPage) : []
        let described = mapInParallel(charts) { $0.described(review) }
        let ((_, page), pictures) = try inParallel(
            {
                try inParallel(
                    {
                        if formats.contains(.json) {
                            try write(document ?? review.json(), "review.json")
                        }
                        if formats.contains(.xlsx) {
                            try write(
                                ReviewWorkbook(review, for: .everybody).xlsx(), "review.xlsx")
                        }
                        guard formats.contains(.csv) else { return }
                        try write(review.scorecardsCSV(), "scorecards.csv")
                        try write(review.trendsCSV(), "trends.csv")
                        try write(review.episodesCSV(), "override_episodes.csv")
                        try write(review.segmentsCSV(), "override_segments.csv")
                        try write(review.walkCSV(), "walk.csv")
                        try write(review.periodsCSV(), "periods.csv")
                        try write(review.churnReasonsCSV(), "churn_reasons.csv")
                    },
                    { () -> PageText? in
                        guard needsPage else { return nil }
                        let pages = review.teamPages
                        let shown = zip(charts, described).filter { $0.0.isOnPage }.map(\.1)
                        // The longest page first, as the others can be made in parallel.
                        let text = try review.pageText(
                            brief?.value ?? Brief(review, for: .everybody), charts: shown,
                            teamPages: pages)
                        _ = try mapInParallel(pages) { page in
                            try write(page.html(review), page.file)
                        }
                        return text
                    })
            },
            { () throws -> [[UInt8]] in
                if hasFiles {
                    try write(chartList(zip(charts, described)), "charts/charts.json")
                }
                return try mapInParallel(Array(zip(charts, described))) {
                    chart, described -> [UInt8]? in
                    if formats.contains(.svg) {
                        try write(
                            described.render(
                                as: .svg, size: .reference, theme: theme, fonts: fonts),
                            "charts/" + chart.fileName(as: .svg))
                    }
                    guard formats.contains(.png) || needsPage && chart.isOnPage else { return nil }
                    let png = try described.render(
                        as: .png, size: .reference, theme: theme, fonts: fonts,
                        kept: KeptPicture(kept, chart.rawValue))
                    if formats.contains(.png) { try write(png, "charts/" + chart.fileName) }
                    return chart.isOnPage ? png : nil
                }.compactMap(\.self)
            })
        if let page { try write(page.filled(with: pictures), "review.html") }
    }
}
