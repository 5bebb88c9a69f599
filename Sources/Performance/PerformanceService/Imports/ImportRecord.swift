import Domain
import Intake

/// What is kept of an import on disk: what was asked for, what was begun and what became of it.
struct ImportRecord: Codable, Sendable {
    /// What a caller asked for.
    struct Order: Codable, Sendable {
        let feed: Feed
        let mapping: String?
        let isStrict: Bool
        let isRehearsal: Bool
    }

    /// A time that the file was begun to be taken in. The ledger's import log tells whether it was,
    /// wherever the process was killed: it has the file's digest after this revision.
    struct Attempt: Codable, Sendable {
        /// The ledger's revision before it.
        let revision: Int
    }

    /// What became of an import.
    enum Outcome: Codable, Sendable {
        /// The file was read to its end.
        case done(summary: ImportSummary)
        /// The file was refused, did not arrive whole or could not be kept.
        case failed(detail: String)
    }

    /// The end of an import.
    struct End: Codable, Sendable {
        /// Seconds since 1970.
        let time: Int
        let outcome: Outcome
    }

    let order: Order
    /// The name of the file that was sent, once all of it has arrived: from then on the import
    /// outlives the process.
    var file: String?
    /// The times it was begun, in order.
    var attempts: [Attempt] = []
    /// Its end; nil while it waits or runs.
    var end: End?

    /// An import of which nothing has arrived yet.
    init(_ order: Order) { self.order = order }
}
