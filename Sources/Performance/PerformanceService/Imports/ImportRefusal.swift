import Domain
import Formats
import Intake
import Storage

/// Why an import failed, in words for whoever sent the file: no path of the server is in them.
struct ImportRefusal {
    /// What is wrong and what to do.
    let detail: String
    /// Whether the service, not the file, is at fault. If so, the log must have the error.
    let isOfService: Bool

    /// The words for an error of an import of `feed`.
    init(_ error: any Error, feed: Feed) {
        switch error {
        case IntakeError.unusable(_, let reason):
            self.init(detail: "cannot use the file of \(feed.rawValue): \(reason)")
        case is UnknownFeed:
            self.init(detail: "nothing tells which feed this file holds: choose it")
        case IntakeError.mapping:
            self.init(detail: "\(error)")
        case is FileError:
            self.init(
                detail: "The service cannot read or write a file for this import; its log says "
                    + "which. Free some space, or check the permissions, and send it again.",
                isOfService: true)
        case is StorageError:
            self.init(
                detail: "The ledger cannot be used just now; the log says why. Nothing of the file "
                    + "is kept: send it again.", isOfService: true)
        default:
            self.init(
                detail: "Something went wrong here; the log says what. Send the file again.",
                isOfService: true)
        }
    }

    private init(detail: String, isOfService: Bool = false) {
        self.detail = detail
        self.isOfService = isOfService
    }
}
