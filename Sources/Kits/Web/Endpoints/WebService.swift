package import Hummingbird

/// A service that answers over HTTP. It supplies its endpoints, decides who may call each of them,
/// and describes its errors. The kit supplies the rest: routes, guards, problem documents and the
/// OpenAPI document.
///
/// ```swift
/// struct Desk: WebService {
///     static var endpoints: [Endpoint<Desk>] { DeskEndpoints.all }
///     static let signInPath = "/sign-in"
///     let measurements = Measurements(prefix: "desk")
///     // … who asks, and what they may see
/// }
///
/// let application = webApplication(Desk(), host: "127.0.0.1", port: 8080, logger: logger)
/// try await application.runService()
/// ```
package protocol WebService: Sendable {
    /// What an endpoint requires of its callers.
    associatedtype Gate: EndpointGate
    /// Who sends a request, and what a gate lets them see.
    associatedtype Caller: Sendable

    /// All endpoints of the service.
    static var endpoints: [Endpoint<Self>] { get }
    /// The path where browsers sign in.
    static var signInPath: String { get }
    /// The metrics of the service.
    var measurements: Measurements { get }

    /// Identifies who sends a request; what they may see is decided by `admit`. An open gate does
    /// not need a known caller.
    ///
    /// - Throws: an error if the caller cannot be determined.
    func caller(of request: Request, at gate: Gate) async throws -> Caller
    /// The caller, with what the gate of an endpoint lets them see.
    ///
    /// - Throws: `Problem` if the caller may not pass the gate, or not now.
    func admit(_ caller: Caller, to endpoint: Endpoint<Self>) throws(Problem) -> Caller
    /// The problem that the client is told for an error of this service. Nil means that the service
    /// does not know the error, which is a programming error.
    func problem(for error: any Error) -> Problem?
    /// The page that a browser shows for a problem.
    ///
    /// - Parameters:
    ///   - problem: what went wrong.
    ///   - request: the request that failed.
    ///   - caller: who sent it; nil if unknown.
    /// - Returns: the page.
    /// - Throws: an error if the page cannot be made.
    func page(
        about problem: Problem, for request: Request, shownTo caller: Caller?
    ) async throws -> Response
}

/// Who may call an endpoint.
package protocol EndpointGate: Sendable {
    /// Whether anybody may call it, known or not.
    var isOpen: Bool { get }
    /// Who may call it, in a sentence.
    var callers: String { get }
}
