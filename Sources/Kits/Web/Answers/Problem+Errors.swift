import Formats
import Hummingbird

extension Problem {
    /// The problem for an error that any service may meet; nil for other errors.
    init?(of error: any Error) {
        switch error {
        case let problem as Problem: self = problem
        case let known as HTTPError:
            self =
                known.status == .notFound
                ? .notFound("There is nothing at this address.")
                : Problem(known.status, known.body ?? known.status.reasonPhrase)
        case let known as any HTTPResponseError:
            self = Problem(known.status, known.status.reasonPhrase)
        case is CancellationError:
            self = Problem(.serviceUnavailable, "The service is about to stop: ask again.")
        case FileError.unreadable:
            self = Problem(
                .serviceUnavailable,
                "A file of the service cannot be read; its log says which. Check the permissions.")
        case is FileError:
            self = Problem(
                Problem.noRoom.status,
                "The service cannot write a file; its log says which. Free some space, or check "
                    + "the permissions.")
        default: return nil
        }
    }

    /// An error that no code handles.
    static let unforeseen = Problem(
        .internalServerError, "Something went wrong here; the log says what.")
}
