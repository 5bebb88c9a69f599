import CCurl
import Glibc

/// A request over HTTP, carried out by libcurl. Redirects are not followed, so that nothing secret
/// goes elsewhere.
///
///     var request = HTTPRequest(.post, address, path: "hooks/alerts")
///     request.fields = [("Content-Type", "application/json")]
///     request.body = bytes
///     let answer = try request.answer()
public struct HTTPRequest: Sendable {
    /// What is asked for.
    public enum Method: String, Sendable {
        /// Reads.
        case get = "GET"
        /// Sends.
        case post = "POST"
    }

    /// What is asked for.
    public var method: Method
    /// The server.
    public var address: WebAddress
    /// What is asked of it, below its address; nil for the address itself.
    public var path: String?
    /// Header fields.
    public var fields: [(name: String, value: String)] = []
    /// The body.
    public var body: [UInt8] = []
    /// The longest time for all, in seconds.
    public var seconds = 60
    /// The most bytes of an answer.
    public var most = 16 << 20

    /// A request without fields and body.
    public init(_ method: Method, _ address: WebAddress, path: String? = nil) {
        self.method = method
        self.address = address
        self.path = path
    }

    /// Sends the request and waits for the answer, of any status.
    ///
    /// - Throws: `TransferError` if no whole answer arrived.
    public func answer() throws(TransferError) -> HTTPAnswer {
        if let error = TransferError(loadCurl()) { throw error }
        let lines = fields.map { "\($0.name): \($0.value)" }
        let whole = path.map(address.appending) ?? address.given
        let outcome = withTexts([whole, method.rawValue] + lines) { texts in
            body.withUnsafeBytes { body in
                var request = CurlRequest()
                request.address = texts[0]
                request.method = texts[1]
                request.fields = texts.baseAddress.map { $0 + 2 }
                request.body =
                    method == .post ? body.baseAddress ?? UnsafeRawPointer(texts[0]) : nil
                request.count = body.count
                request.isDirect = address.isOfThisMachine
                request.connectionTime = 10_000
                request.time = seconds * 1000
                request.most = most
                return curlTransfer(&request)
            }
        }
        defer {
            free(outcome.answer)
            free(outcome.redirect)
        }
        guard !outcome.isTooLarge else { throw .tooLarge(server: address.server, most: most) }
        guard outcome.code == 0 else {
            if let distrust = outcome.distrust(of: address.server) { throw distrust }
            throw .unreachable(server: address.server, reason: outcome.words)
        }
        return HTTPAnswer(
            status: outcome.status, retryAfter: outcome.retryAfter,
            redirect: outcome.redirect.map { String(cString: $0) },
            body: Array(UnsafeRawBufferPointer(start: outcome.answer, count: outcome.count)))
    }
}

/// The answer to a request.
public struct HTTPAnswer: Sendable {
    /// The status, such as 200.
    public var status: Int
    /// The seconds that the server asks to wait; 0 without any.
    public var retryAfter: Int
    /// The whole address to which it leads on; nil without one.
    public var redirect: String?
    /// The body.
    public var body: [UInt8]

    /// Whether the request did what was asked.
    public var isSuccess: Bool { (200..<300).contains(status) }

    /// Whether the same request may succeed later: the server is busy or broken.
    public var mayPass: Bool { [408, 425, 429].contains(status) || status >= 500 }
}
