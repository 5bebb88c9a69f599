import CCurl

/// Why something could not be sent.
public enum TransferError: Error, Equatable, Sendable, CustomStringConvertible {
    /// libcurl is not installed.
    case noLibrary
    /// libcurl lacks a function.
    case oldLibrary(missing: String)
    /// A text is no address that may be written to.
    case noAddress(String)
    /// The server could not be reached, or the connection broke.
    case unreachable(server: String, reason: String)
    /// The server could be anybody: it has no TLS, or a certificate that nobody vouches for.
    case notTrusted(server: String, reason: String)
    /// The answer is larger than is reasonable.
    case tooLarge(server: String, most: Int)
    /// A mail server refused a message. `mayPass` says whether it may take it later.
    case refusedMail(server: String, reason: String, mayPass: Bool)
    /// A text is no address of a mail server.
    case noMailServer(String)

    /// One line: what, where and what to do.
    public var description: String {
        switch self {
        case .noLibrary:
            "libcurl is missing, which sends mail and requests: install the package libcurl4"
        case .oldLibrary(let missing):
            "libcurl is too old, it lacks \(missing): install a newer libcurl4"
        case .noAddress(let text):
            "'\(text)' is no address to send to: give https://HOST/…, or http:// for this machine "
                + "alone, without a name or password in it"
        case .unreachable(let server, let reason):
            "cannot reach \(server) (\(reason)): check the address and that the server runs"
        case .notTrusted(let server, let reason):
            "the connection to \(server) is not secure (\(reason)): nothing was sent; check its TLS "
                + "and its certificate"
        case .tooLarge(let server, let most):
            "the answer of \(server) is larger than \(most) bytes: check the address"
        case .noMailServer(let text):
            "'\(text)' is no mail server: give smtps://HOST:465, or smtp://HOST:587"
        case .refusedMail(let server, let reason, _):
            "\(server) does not take the mail (\(reason)): check the account, the sender and the "
                + "recipients"
        }
    }

    /// The error for a search that did not find everything; nil if it did.
    init?(_ search: CurlSearch) {
        if !search.isInstalled {
            self = .noLibrary
        } else if let missing = search.missing {
            self = .oldLibrary(missing: String(cString: missing))
        } else {
            return nil
        }
    }
}
