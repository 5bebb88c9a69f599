import Foundation

/// An address that something secret may be sent to: https, or http of this machine.
///
///     let address = try WebAddress("https://parallax.example.com")
///     print(address.appending("api/v1/imports"))
public struct WebAddress: Sendable, Hashable, CustomStringConvertible {
    /// The address as it was given.
    public let given: String
    /// The address without slashes at its end.
    public let text: String
    /// Scheme, host and port, for messages: what follows may be secret.
    public let server: String
    /// Whether it is of this machine.
    public let isOfThisMachine: Bool

    /// The address of a text.
    ///
    /// - Throws: `TransferError.noAddress` for anything else, and for addresses with a user, a
    ///   password or a fragment.
    public init(_ text: String) throws(TransferError) {
        guard let parts = URLComponents(string: text), let host = parts.host, !host.isEmpty,
            parts.user == nil, parts.password == nil, parts.fragment == nil,
            let scheme = parts.scheme?.lowercased()
        else { throw .noAddress(text) }
        isOfThisMachine = ["localhost", "127.0.0.1", "::1", "[::1]"].contains(host.lowercased())
        guard scheme == "https" || scheme == "http" && isOfThisMachine else {
            throw .noAddress(text)
        }
        given = text
        var whole = text
        while whole.hasSuffix("/") { whole.removeLast() }
        self.text = whole
        server = "\(scheme)://\(host)" + (parts.port.map { ":\($0)" } ?? "")
    }

    /// The address of something below this one.
    ///
    /// - Parameter path: a path without a slash at its start, with a query if need be.
    /// - Returns: the whole address.
    public func appending(_ path: String) -> String { "\(text)/\(path)" }

    /// Scheme, host and port.
    public var description: String { server }
}
