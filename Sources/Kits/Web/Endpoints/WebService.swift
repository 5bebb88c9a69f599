package import Hummingbird

/// What answers over HTTP: its endpoints, who may pass which, and what it says when something is
/// wrong. The kit does the rest: routes, guards, problem details, the OpenAPI document.
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
    /// What an endpoint asks of its callers.
    associatedtype Gate: EndpointGate
    /// Who sends a request, and what a gate lets them see.
    associatedtype Caller: Sendable

    /// Everything that the service answers.
    static var endpoints: [Endpoint<Self>] { get }
    /// Where browsers sign in.
    static var signInPath: String { get }
    /// What the service counts about itself.
    var measurements: Measurements { get }

    /// Who sends a request, whatever they may see. Nobody needs to be known at an open gate.
    ///
    /// - Throws: when it cannot be found out.
    func caller(of request: Request, at gate: Gate) async throws -> Caller
    /// The caller with what the gate of an endpoint lets them see.
    ///
    /// - Throws: `Problem` where they may not pass, or not now.
    func admit(_ caller: Caller, to endpoint: Endpoint<Self>) throws(Problem) -> Caller
    /// What an error of this service means to who asks; nil for an error that it does not know,
    /// which is a programmer's error.
    func problem(for error: any Error) -> Problem?
    /// What a browser shows of a problem.
    ///
    /// - Parameters:
    ///   - problem: what is wrong.
    ///   - request: what was asked for.
    ///   - caller: who asked; nil where that is not known.
    /// - Returns: the page.
    /// - Throws: when the page cannot be made.
    func page(
        about problem: Problem, for request: Request, shownTo caller: Caller?
    ) async throws -> Response
}

/// Whom an endpoint answers.
package protocol EndpointGate: Sendable {
    /// Whether it answers anybody, known or not.
    var isOpen: Bool { get }
}
