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
        // The pictures are drawn, and the numbers written, side by side.
        let needsPictures = formats.contains(.html) || formats.contains(.png)
        let charts = needsPictures ? ReviewChart.allCases : []
        let results = Mutex<[Int: Result<ReviewPicture?, any Error>]>([:])
        DispatchQueue.concurrentPerform(iterations: charts.count + 1) { job in
            let result = Result { () throws -> ReviewPicture? in
                guard job > 0 else {
                    if formats.contains(.json) { try write(review.json(), "review.json") }
                    if formats.contains(.csv) {
                        try write(review.scorecardsCSV(), "scorecards.csv")
                        try write(review.trendsCSV(), "trends.csv")
                    }
                    return nil
                }
                let picture = try charts[job - 1].picture(
                    of: review, size: .reference, theme: .light, fonts: fonts)
                if formats.contains(.png) {
                    try write(picture.png, "charts/" + picture.chart.fileName)
                }
                return picture
            }
            results.withLock { $0[job] = result }
        }
        let done = results.withLock { $0 }
        let pictures = try done.keys.sorted().compactMap { try done[$0]?.get() }
        if formats.contains(.html) { try write(review.html(pictures: pictures), "review.html") }
    }
}
