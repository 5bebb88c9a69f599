import Domain
import Formats
import Intake

/// One import: what was asked for, how far it is and what became of it.
struct ImportJob: Sendable {
    /// How far an import is.
    enum Standing: Sendable {
        case waiting
        case running(done: Int, total: Int)
        case done(ImportSummary)
        case failed(String)
    }

    let id: ImportID
    let folder: ImportFolder
    /// What is kept of it on disk.
    var record: ImportRecord
    /// This process's claim on the folder; nil once the import is over.
    var lock: FolderLock?
    /// Bytes read and bytes in all, while it runs.
    var progress: (done: Int, total: Int)?
    /// The size of the list of rejected rows, once the import is over; 0 without one.
    var rejectsSize = 0

    var isOver: Bool { record.end != nil }

    var standing: Standing {
        switch record.end?.outcome {
        case .done(let summary): .done(summary)
        case .failed(let detail): .failed(detail)
        case nil: progress.map { .running(done: $0.done, total: $0.total) } ?? .waiting
        }
    }

    /// The job as the interface gives it.
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
            // Where the file is on the server is nobody's business.
            var told = summary
            told.rejectsPath = rejectsSize > 0 ? "/api/v1/imports/\(id)/rejects" : nil
            members += [
                ("state", "done"),
                ("summary", told.json(isRehearsal: record.order.isRehearsal)),
                ("rejects", .optional(told.rejectsPath)),
            ]
        case .failed(let detail): members += [("state", "failed"), ("detail", .text(detail))]
        }
        return .object(members)
    }
}
