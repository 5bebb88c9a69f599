import Access
import Calendar
import Domain
import Hummingbird
import Logging
import SignIn
import Storage
import Templating
import Web

extension ServiceState: SignInService {
    typealias Caller = SignInCaller<Viewer>

    /// Who may call an endpoint.
    enum Gate: SignInGate {
        typealias Viewer = Access.Viewer

        /// Anybody.
        case open
        /// Anybody with a valid token or session.
        case anyone
        /// Anybody who may see at least part of what a right covers.
        case reaching(Right)

        var right: Right? { if case .reaching(let right) = self { right } else { nil } }
    }

    /// All endpoints of the service.
    static let endpoints: [Endpoint] = [
        OperationEndpoints.all, ReviewEndpoints.all, AuditEndpoints.all, ChartEndpoints.all,
        DownloadEndpoints.all,
        ImportEndpoints.all, CommentEndpoints.all, AccessLogEndpoints.all, ReviewPages.all,
        ClosingEndpoints.all, ClosingPages.all, StatementEndpoints.all, StatementPages.all,
        CompanyPage.all, PeoplePages.all, TeamPages.all,
        CardPage.all,
        AuditPages.all, ImportPages.all, OwnPages.all, SignInEndpoints<ServiceState>.all,
        AccessEndpoints<ServiceState>.all, DeliveryPages.all, APIPages.all,
    ].flatMap(\.self)

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

extension ServiceState {
    /// A page of no month; its links lead to the latest one.
    func frame(
        _ title: String, _ path: String, for viewer: Viewer?, _ content: String
    ) async throws -> Reply {
        let month = viewer == nil ? nil : try await library.current().months.first
        return try Layout(
            title: title, month: month, months: [], viewer: viewer, section: path, digests: nil
        ).reply(content)
    }

    /// The constants and targets.
    func otherSettings() async throws -> OtherSettings {
        let shelf = try await library.current()
        return try SettingsPage(
            portfolio: shelf.reading.portfolio, policy: shelf.policy,
            policyFile: configuration.policyFile, today: now().day
        ).settings()
    }
}

extension Problem {
    /// The caller is not known.
    static let unauthorized = unauthorized(realm: Viewer.terms.command)
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
