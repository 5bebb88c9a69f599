import Calendar
import DeskAccess
import Domain
import Hummingbird
import Logging
import SignIn
import Storage
import Templating
import Web

extension DeskState: SignInService {
    typealias Caller = SignInCaller<Viewer>

    /// Who may call an endpoint.
    enum Gate: SignInGate {
        typealias Viewer = DeskAccess.Viewer

        /// Anybody.
        case open
        /// Anybody with a valid token or session.
        case anyone
        /// Anybody who may see at least part of what a right covers.
        case reaching(Right)

        var right: Right? { if case .reaching(let right) = self { right } else { nil } }
    }

    /// All endpoints of the desk.
    static let endpoints: [Endpoint] = [
        OperationEndpoints.all, PortfolioEndpoints.all, AccountEndpoints.all, MondayEndpoints.all,
        EntryEndpoints.all, PortfolioPages.all, AccountPages.all, OverridePages.all,
        MondayPages.all, ImportPages.all, ImportEndpoints.all, OwnPages.all,
        SignInEndpoints<DeskState>.all, AccessEndpoints<DeskState>.all,
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
                "Nothing was written; the log says why. Free some space, or check the "
                    + "permissions, and send it again.")
        case is StorageError:
            Problem(
                .serviceUnavailable,
                "A file of the desk cannot be used just now; the log says why. Where it is "
                    + "damaged, restore a backup.")
        default: nil
        }
    }

    func page(
        about problem: Problem, for request: Request, shownTo caller: Caller?
    ) async throws -> Response {
        let title =
            switch problem.status {
            case .forbidden: "Not for your role"
            case .notFound: "Nothing here"
            case .badRequest: "This cannot be taken"
            default: problem.status.reasonPhrase
            }
        let layout = Layout(title: title, viewer: caller?.viewer, path: request.uri.path)
        let text = try deskTemplates.text("message", ["detail": problem.detail])
        return problem.response(try layout.reply(text), to: request)
    }
}

extension DeskState {
    /// Writes to the service's log that somebody was refused, or changed who has access. It names
    /// nobody.
    func record(_ event: AccessEvent<Viewer>) {
        switch event {
        case .signedIn: break
        case .refused(_, let reason):
            logger.notice("a sign-in is refused", metadata: ["reason": "\(reason)"])
        case .changed(let admin, let what, _):
            logger.notice(
                "access changed", metadata: ["what": "\(what)", "by": "\(admin.subject)"])
        }
    }

    /// A page with its frame.
    func frame(
        _ title: String, _ path: String, for viewer: Viewer?, _ content: String
    ) throws -> Reply {
        try Layout(title: title, viewer: viewer, path: path).reply(content)
    }

    /// The constants.
    func otherSettings() async throws -> OtherSettings {
        try await SettingsPage(open: library.current(), policy: configuration.policy).settings()
    }
}

extension Problem {
    /// The caller is not known.
    static let unauthorized = unauthorized(realm: Viewer.terms.command)
}
