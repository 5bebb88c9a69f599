import Domain
import Intake

/// The record of an import on disk: what was requested, what was begun, and the outcome.
struct ImportRecord: Codable, Sendable {
    /// An attempt to import the file. If the process was killed, the ledger's import log shows
    /// whether the attempt succeeded: it then has the file's digest after this revision.
    struct Attempt: Codable, Sendable {
        /// The ledger's revision before the attempt.
        let revision: Int
    }

    /// The outcome of an import.
    enum Outcome: Codable, Sendable {
        /// The file was read to its end.
        case done(summary: ImportSummary)
        /// The file was refused, did not arrive completely, or could not be stored.
        case failed(detail: String)
    }

    /// The end of an import.
    struct End: Codable, Sendable {
        /// Seconds since 1970.
        let time: Int
        let outcome: Outcome
    }

    var order: ImportOrder
    /// The name of the file; nil until it has arrived completely. From then on a new process can
    /// finish the import if this one stops.
    var file: String?
    /// All attempts, in order.
    var attempts: [Attempt] = []
    /// The end of the import; nil while it waits or runs.
    var end: End?
    /// What the import page knows of the file; nil for imports over the interface for programs.
    var preview: ImportPreview?

    /// A record of an import whose file has not arrived yet.
    init(_ order: ImportOrder, preview: ImportPreview? = nil) {
        self.order = order
        self.preview = preview
    }

    /// Whether the file waits for somebody to confirm its import.
    var isPreview: Bool { preview != nil && order.isDryRun }
}
