package import Web

/// Who may call an endpoint.
///
/// ```swift
/// enum Gate: SignInGate {
///     typealias Viewer = Reader
///     case open, anyone
///     case reaching(Right)
///
///     var right: Right? { if case .reaching(let right) = self { right } else { nil } }
/// }
/// ```
package protocol SignInGate: EndpointGate, Equatable {
    /// Who uses the service.
    associatedtype Viewer: SignInViewer

    /// Anybody.
    static var open: Self { get }
    /// Anybody with a valid token or session.
    static var anyone: Self { get }
    /// Anybody who may see at least part of what a right covers.
    static func reaching(_ right: Viewer.Right) -> Self
    /// The right of which a caller needs at least a part; nil where it takes none.
    var right: Viewer.Right? { get }
}

extension SignInGate {
    /// Whether anybody may call it, known or not.
    package var isOpen: Bool { self == .open }

    /// Who may call it, in a sentence: each role, and how much of the right it has.
    package var callers: String {
        guard let right else { return isOpen ? "Open to all." : "Every role." }
        let parts = Viewer.terms.parts.map { ($0.name, ["x"]) }
        let roles = Viewer.Role.allCases.compactMap { role -> String? in
            let viewer = Viewer(
                subject: "", name: "", role: role, parts: Dictionary(uniqueKeysWithValues: parts))
            guard let reach = viewer.reach(to: right) else { return nil }
            return role.rawValue + (reach.words.map { " (\($0))" } ?? "")
        }
        return "Roles: \(roles.joined(separator: ", "))."
    }
}
