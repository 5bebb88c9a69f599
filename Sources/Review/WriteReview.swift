public import Charting
import Domain
import Synchronization

/// What a review can be written as.
public enum ReviewFormat: String, Sendable, CaseIterable {
    /// `review.json`: every number.
    case json
    /// `review.html`: one page for people.
    case html
    /// `scorecards.csv`, `trends.csv`, `override_episodes.csv` and `override_segments.csv`.
    case csv
    /// `charts/*.png`.
    case png
}

/// Writes a review's files into a folder, each wholly or not at all.
public struct WriteReview: Sendable {
    private let fonts: Fonts

    /// The fonts that charts are set in.
    public init(fonts: Fonts) {
        self.fonts = fonts
    }

    /// Writes a review; files of the same names are replaced.
    ///
    /// - Parameters:
    ///   - review: the review.
    ///   - folder: where to; made where it is missing.
    ///   - formats: what to write; the charts are drawn once for page and files.
    /// - Throws: `ReviewError`, or `ChartError` where a picture cannot be drawn; other files may
    ///   have been written.
    public func write(
        _ review: MonthlyReview, to folder: String,
        formats: Set<ReviewFormat> = Set(ReviewFormat.allCases)
    ) throws {
        try makeFolder(folder + (formats.contains(.png) ? "/charts" : ""))
        @Sendable func write(_ bytes: [UInt8], _ name: String) throws {
            try AtomicFile(path: folder + "/" + name).write(bytes)
        }
        let needsPage = formats.contains(.html)
        let charts = needsPage || formats.contains(.png) ? ReviewChart.allCases : []
        let page = Mutex<PageText?>(nil)
        let pictures = Mutex<[ReviewChart: ReviewPicture]>([:])
        let texts: [@Sendable () throws -> Void] = [
            {
                guard needsPage else { return }
                let text = try review.pageText()
                page.withLock { $0 = text }
            },
            {
                if formats.contains(.json) { try write(review.json(), "review.json") }
                guard formats.contains(.csv) else { return }
                try write(review.scorecardsCSV(), "scorecards.csv")
                try write(review.trendsCSV(), "trends.csv")
                try write(review.episodesCSV(), "override_episodes.csv")
                try write(review.segmentsCSV(), "override_segments.csv")
            },
        ]
        let drawings = charts.map { chart in
            { @Sendable () throws -> Void in
                let picture = try chart.picture(
                    of: review, size: .reference, theme: .light, fonts: fonts)
                if formats.contains(.png) { try write(picture.png, "charts/" + chart.fileName) }
                pictures.withLock { $0[chart] = picture }
            }
        }
        try inParallel(texts + drawings)
        if let page = page.withLock({ $0 }) {
            let drawn = pictures.withLock { $0 }
            try write(page.filled(with: charts.compactMap { drawn[$0]?.png }), "review.html")
        }
    }
}
