import Domain
import Formats
import Intake

/// One import: the request, its progress and its outcome.
struct ImportJob: Sendable {
    /// The state of an import.
    enum Standing: Sendable {
        case waiting
        case running(done: Int, total: Int)
        case done(ImportSummary)
        case failed(String)
    }

    let id: ImportID
    let folder: ImportFolder
    /// The import's record on disk.
    var record: ImportRecord
    /// This process's claim on the folder; nil once the import is finished.
    var lock: FolderLock?
    /// Bytes read and total bytes while it runs; nil before that.
    var progress: (done: Int, total: Int)?
    /// The size in bytes of the list of rejected rows once the import is finished; 0 if there is
    /// none.
    var rejectsSize = 0

    var isOver: Bool { record.end != nil }

    var standing: Standing {
        switch record.end?.outcome {
        case .done(let summary): .done(summary)
        case .failed(let detail): .failed(detail)
        case nil: progress.map { .running(done: $0.done, total: $0.total) } ?? .waiting
        }
    }

    /// The job as JSON for the API.
    var content: JSON {
        var members: [(name: String, value: JSON)] = [
            ("id", .text(id.description)), ("feed", .text(record.order.feed.rawValue)),
        ]
        switch standing {
        case .waiting: members.append(("state", "waiting"))
        case .running(let done, let total):
            members += [
                ("state", "running"), ("bytes_done", .count(done)), ("bytes_total", .count(total)),
            ]
        case .done(let summary):
            // Do not reveal where the file is on the server: give the download address instead.
            var told = summary
            told.rejectsPath = rejectsSize > 0 ? "/api/v1/imports/\(id)/rejects" : nil
            members += [
                ("state", "done"),
                ("summary", told.json(isDryRun: record.order.isDryRun)),
                ("rejects", .optional(told.rejectsPath)),
            ]
        case .failed(let detail): members += [("state", "failed"), ("detail", .text(detail))]
        }
        return .object(members)
    }
}
