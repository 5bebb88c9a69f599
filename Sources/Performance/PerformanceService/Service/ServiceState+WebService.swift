import Access
import Calendar
import Domain
import Hummingbird
import Identity
import Logging
import Storage
import Templating
import Web

/// Who may call an endpoint.
enum Gate: EndpointGate, Equatable {
    /// Anybody.
    case open
    /// Anybody with a valid token or session.
    case anyone
    /// Anybody who may see at least part of what a right covers.
    case reaching(Right)

    var isOpen: Bool { self == .open }

    var callers: String {
        switch self {
        case .open: "Open to all."
        case .anyone: "Every role."
        case .reaching(let right):
            "Roles: " + Role.allCases.compactMap { $0.words(for: right) }.joined(separator: ", ")
                + "."
        }
    }
}

extension Role {
    /// The role and how much of a right it has: `csm (their own)`; nil if it has nothing of it.
    fileprivate func words(for right: Right) -> String? {
        let viewer = Viewer(subject: "", name: "", role: self, csm: CSMID("c"), team: "t")
        return switch viewer.reach(to: right) {
        case nil: nil
        case .all: rawValue
        case .team: "\(rawValue) (their team)"
        case .own: "\(rawValue) (their own)"
        case .pseudonymous: "\(rawValue) (with pseudonyms)"
        }
    }
}

/// The caller of an endpoint, and how much they may see.
struct Caller: Sendable {
    /// The viewer; nil at an open gate, or if the caller is not known.
    let viewer: Viewer?
    /// The session of a signed-in browser; nil for callers who send a token.
    let session: BrowserSession?
    /// How much the viewer may see of what the gate covers.
    var reach = Reach.all
}

extension ServiceState: WebService {
    /// All endpoints of the service.
    static let endpoints: [Endpoint] = [
        OperationEndpoints.all, ReviewEndpoints.all, AuditEndpoints.all, ChartEndpoints.all,
        ImportEndpoints.all, CommentEndpoints.all, AccessLogEndpoints.all, ReviewPages.all,
        ClosingEndpoints.all, ClosingPages.all, StatementEndpoints.all, StatementPages.all,
        CompanyPage.all, PeoplePages.all, TeamPages.all,
        CardPage.all,
        AuditPages.all, ImportPages.all, OwnPages.all, SignInEndpoints.all,
        ProviderSignInEndpoints.all,
        SettingsPages.all, DeliveryPages.all, APIPages.all,
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
        // Programs change data with a token. Browsers may do so only with forms, which prove that
        // they come from this site.
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
    /// The caller is not known.
    static let unauthorized = unauthorized(realm: "parallax")
}

extension ServiceState {
    /// The month for the links on an error page; nil if it is not known.
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
