import Access
import Calendar
import Hummingbird
import Identity
import Logging
import Storage
import Templating
import Web

/// Whom an endpoint answers.
enum Gate: EndpointGate, Equatable {
    /// Anybody.
    case open
    /// Whoever has a token.
    case anyone
    /// Whoever reaches something of a kind.
    case reaching(Right)

    var isOpen: Bool { self == .open }
}

/// Who asks, and how much they may see.
struct Caller: Sendable {
    /// Who asks; nobody at an open gate.
    let viewer: Viewer?
    /// The signed-in browser; nil for who shows a token.
    let session: BrowserSession?
    /// How much the viewer reaches of what the gate asks for.
    var reach = Reach.all
}

extension ServiceState: WebService {
    /// Everything that the service answers.
    static let endpoints: [Endpoint] = [
        OperationEndpoints.all, ReviewEndpoints.all, AuditEndpoints.all, ChartEndpoints.all,
        ImportEndpoints.all, CommentEndpoints.all, AccessLogEndpoints.all, ReviewPages.all,
        AuditPages.all, OwnPages.all, SignInEndpoints.all,
    ].flatMap(\.self)

    static let signInPath = "/sign-in"

    func caller(of request: Request, at gate: Gate) async throws -> Caller {
        guard gate != .open, let known = try await authenticator.viewer(of: request) else {
            return Caller(viewer: nil, session: nil)
        }
        return Caller(viewer: known.viewer, session: known.session)
    }

    func admit(_ caller: Caller, to endpoint: Endpoint) throws(Problem) -> Caller {
        guard endpoint.gate != .open else { return caller }
        if let seconds = requests.wait(caller.viewer?.subject ?? "nobody", at: uptime()) {
            throw .tooMany(retryIn: seconds)
        }
        guard let viewer = caller.viewer else { throw .unauthorized }
        var admitted = caller
        if case .reaching(let right) = endpoint.gate {
            guard let granted = viewer.reach(to: right) else { throw .forbidden }
            admitted.reach = granted
        }
        // Programs change things with a token; browsers only by forms, which prove where they are from.
        if caller.session != nil, endpoint.method != .get, !endpoint.isPage { throw .forbidden }
        return admitted
    }

    func problem(for error: any Error) -> Problem? {
        switch error {
        case is UnreadableFacts:
            Problem(
                .serviceUnavailable,
                "The ledger cannot be read just now; the log says why. Where it is damaged, "
                    + "restore a backup.")
        case StorageError.failedWrite, StorageError.failedBackup:
            Problem(
                .serviceUnavailable,
                "The access file cannot be written just now; the log says why. Free some space, or "
                    + "check the permissions.")
        case is StorageError:
            Problem(
                .serviceUnavailable,
                "The access file cannot be read just now; the log says why. Where it is damaged, "
                    + "restore a backup.")
        default: nil
        }
    }

    func page(
        about problem: Problem, for request: Request, shownTo caller: Caller?
    ) async throws -> Response {
        let viewer = caller?.viewer
        let title =
            switch problem.status {
            case .forbidden: "Not for your role"
            case .notFound: "Nothing here"
            default: problem.status.reasonPhrase
            }
        let layout = Layout(
            title: title, month: viewer == nil ? nil : await latestMonth, months: [],
            viewer: viewer, section: "/problem", digests: nil)
        let text = try serviceTemplates.text(
            "message", ["title": title, "detail": problem.detail])
        return problem.response(try layout.reply(text), to: request)
    }
}

extension Problem {
    /// Nobody who is known asks.
    static let unauthorized = unauthorized(realm: "parallax")
}

extension ServiceState {
    /// The month that the links of a page about a problem lead to; nil where that is not known.
    private var latestMonth: Month? {
        get async {
            do {
                return try await library.current().months.first
            } catch {
                logger.error(
                    "a page about a problem has no links", metadata: ["error": "\(error)"])
                return nil
            }
        }
    }
}
