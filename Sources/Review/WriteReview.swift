public import Charting
import Dispatch
import Synchronization

/// What a review can be written as.
public enum ReviewFormat: String, Sendable, CaseIterable {
    /// `review.json`: every number.
    case json
    /// `review.html`: one page for people.
    case html
    /// `scorecards.csv` and `trends.csv`.
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
    /// - Throws: `ReviewError`, or `ChartError` where a picture cannot be drawn.
    public func write(
        _ review: MonthlyReview, to folder: String,
        formats: Set<ReviewFormat> = Set(ReviewFormat.allCases)
    ) throws {
        try makeFolder(folder)
        func write(_ bytes: [UInt8], _ name: String) throws {
            try AtomicFile(path: folder + "/" + name).write(bytes)
        }
        if formats.contains(.json) { try write(review.json(), "review.json") }
        if formats.contains(.csv) {
            try write(review.scorecardsCSV(), "scorecards.csv")
            try write(review.trendsCSV(), "trends.csv")
        }
        guard formats.contains(.html) || formats.contains(.png) else { return }
        let charts = try pictures(of: review)
        if formats.contains(.html) { try write(review.html(charts: charts), "review.html") }
        guard formats.contains(.png) else { return }
        try makeFolder(folder + "/charts")
        for (chart, png) in charts { try write(png, "charts/" + chart.fileName) }
    }

    /// All charts in the order of the page, drawn side by side.
    private func pictures(of review: MonthlyReview) throws -> [(ReviewChart, [UInt8])] {
        let names = ReviewChart.allCases
        let drawn = Mutex<[Int: Result<[UInt8], ChartError>]>([:])
        DispatchQueue.concurrentPerform(iterations: names.count) { index in
            let picture = Result { () throws(ChartError) -> [UInt8] in
                try renderPNG(
                    names[index].chart(of: review), size: .reference, theme: .light, fonts: fonts)
            }
            drawn.withLock { $0[index] = picture }
        }
        let pictures = drawn.withLock { $0 }
        return try names.indices.compactMap { index in
            try pictures[index].map { (names[index], try $0.get()) }
        }
    }
}
