import Foundation

/// A line of a study of planted truth: how often something was found, beside what is promised.
package struct StudyLine: Sendable {
    package let what: String
    package let world: String
    package let promised: String
    package let count: Int
    package let all: Int

    /// A line of that many of all.
    package init(_ what: String, _ world: String, _ promised: String, _ count: Int, of all: Int) {
        self.what = what
        self.world = world
        self.promised = promised
        self.count = count
        self.all = all
    }

    /// The share; 0 of nothing.
    package var share: Double { Double(count) / Double(max(1, all)) }

    /// The exact 95 % interval of the share.
    package var interval: (low: Double, high: Double) {
        all == 0 ? (0, 1) : clopperPearsonInterval(count, of: all)
    }

    /// A Markdown table.
    package static func table(_ lines: [StudyLine]) -> String {
        func percent(_ share: Double) -> String { String(format: "%.1f", 100 * share) }
        let rows = lines.map { line in
            "| \(line.world) | \(line.what) | \(line.promised) | \(percent(line.share)) % "
                + "(\(percent(line.interval.low)) to \(percent(line.interval.high))) | \(line.all) |"
        }
        return
            (["| World | Statement | Promised | Found (95 %) | Of |", "|---|---|---|---|---|"]
            + rows)
            .joined(separator: "\n")
    }
}
