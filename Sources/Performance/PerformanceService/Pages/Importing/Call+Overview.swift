import Calendar
import Domain
import Intake
import SignIn
import Web

extension Call {
    /// The values of the page on which files are sent and listed.
    func importOverview() async throws -> [String: Any] {
        let (jobs, mappings) = (service.imports, service.mappings)
        let (waiting, recent, saved) = try await BlockingWork.run(on: .bodies) {
            (
                jobs.previews(self.maySee),
                jobs.latest(Self.mostRecent) { $0.record.file != nil && !$0.record.isPreview },
                try mappings.names().map(\.text)
            )
        }
        let names: [(String, String)] =
            [("", "By the file’s name")] + Feed.performance.map { ($0.rawValue, $0.rawValue) }
        return [
            "form": formField ?? "", "isBrowser": formField != nil,
            "feeds": options(names), "mappings": options(PreviewControls.mappings(saved)),
            "waiting": waiting.map(row), "hasWaiting": !waiting.isEmpty,
            "recent": recent.map(row), "hasRecent": !recent.isEmpty,
        ]
    }

    /// How many imports the page lists.
    private static var mostRecent: Int { 20 }

    private func options(_ options: [(String, String)]) -> [[String: Any]] {
        options.map { ["value": $0.0, "label": $0.1] }
    }

    private func row(_ job: ImportJob) -> [String: Any] {
        let time = Instant(seconds: job.id.seconds)
        let finding: String
        switch job.standing {
        case .waiting: finding = "waits for its turn"
        case .running(let done, let total): finding = "\(done * 100 / max(1, total)) % is read"
        case .done(let summary):
            let words = ImportFinding(
                summary, isDryRun: job.record.order.isDryRun
            ).line
            let isKept = summary.files.first?.isKept ?? false
            let isDryRun = job.record.order.isDryRun && !job.record.isPreview
            finding = (isDryRun ? "dry run: " : isKept ? "" : "not imported: ") + words
        case .failed(let detail):
            let refusal = PreviewRefusal(detail)
            finding = job.record.isPreview ? refusal.problem : "Not imported. \(refusal.text)"
        }
        return [
            "address": "/import/\(job.id)", "time": time.description, "moment": time.words,
            "file": job.record.preview?.fileName ?? job.record.file ?? "",
            "feed": job.record.preview?.isFeedKnown ?? true ? job.record.order.feed.rawValue : "–",
            "finding": finding,
        ]
    }
}
