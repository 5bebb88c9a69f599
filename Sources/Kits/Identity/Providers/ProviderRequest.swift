import Foundation
import Synchronization

#if canImport(FoundationNetworking)
    import FoundationNetworking
#endif

/// One request to a provider. Its answer must be there within ten seconds and have at most 1 MiB.
final class ProviderRequest: NSObject, URLSessionDataDelegate {
    /// Why there is no answer.
    enum Failure: Error, CustomStringConvertible {
        case redirected(String)
        case status(Int)
        case tooLarge
        case tooSlow
        case incomplete(String)

        var description: String {
            switch self {
            case .redirected(let address):
                "the address leads on to \(address), which is not to be followed: name another"
            case .status(let status): "the answer has the status \(status), not 200"
            case .tooLarge: "the answer is larger than \(ProviderRequest.most) bytes"
            case .tooSlow: "there was no whole answer within \(ProviderRequest.seconds) seconds"
            case .incomplete(let reason): "the answer did not arrive whole (\(reason))"
            }
        }
    }

    private struct State {
        var status = 0
        var bytes = Data()
        var failure: Failure?
        var done: CheckedContinuation<(status: Int, bytes: Data), any Error>?
    }

    private static let most = 1 << 20
    private static let seconds = 10
    /// Whether redirects to addresses that may be asked are followed.
    private let followsRedirects: Bool
    private let state = Mutex(State())

    private init(followsRedirects: Bool) { self.followsRedirects = followsRedirects }

    /// The bytes at an address. The answer must be 200. A redirect is followed only to an address
    /// that would be accepted itself.
    ///
    /// - Throws: `Failure`.
    static func bytes(at address: URL) async throws -> Data {
        let (status, bytes) = try await ProviderRequest(followsRedirects: true).answer(
            to: URLRequest(url: address))
        guard status == 200 else { throw Failure.status(status) }
        return bytes
    }

    /// The answer to a form. A redirect is not followed, since the form holds secrets.
    ///
    /// - Parameters:
    ///   - fields: the fields of the form, in order.
    ///   - address: where it is sent.
    ///   - authorization: the header field of that name; nil for none.
    /// - Returns: the status and the body.
    /// - Throws: `Failure`.
    static func answer(
        toForm fields: [(name: String, value: String)], at address: URL, authorization: String?
    ) async throws -> (status: Int, bytes: Data) {
        var request = URLRequest(url: address)
        request.httpMethod = "POST"
        request.setValue("application/x-www-form-urlencoded", forHTTPHeaderField: "Content-Type")
        request.setValue("application/json", forHTTPHeaderField: "Accept")
        request.setValue(authorization, forHTTPHeaderField: "Authorization")
        request.httpBody = Data(fields.formText.utf8)
        return try await ProviderRequest(followsRedirects: false).answer(to: request)
    }

    private func answer(to request: URLRequest) async throws -> (status: Int, bytes: Data) {
        var request = request
        request.timeoutInterval = Double(Self.seconds)
        let session = URLSession(
            configuration: .ephemeral, delegate: self, delegateQueue: nil)
        defer { session.invalidateAndCancel() }
        // The interval above begins anew with every byte that arrives.
        let clock = Task {
            try await Task.sleep(for: .seconds(Self.seconds))
            finish(.tooSlow)
        }
        defer { clock.cancel() }
        return try await withCheckedThrowingContinuation { done in
            state.withLock { $0.done = done }
            session.dataTask(with: request).resume()
        }
    }

    func urlSession(
        _ session: URLSession, task: URLSessionTask,
        willPerformHTTPRedirection response: HTTPURLResponse, newRequest request: URLRequest,
        completionHandler: @escaping @Sendable (URLRequest?) -> Void
    ) {
        let address = request.url?.absoluteString ?? ""
        guard followsRedirects, OIDCProvider.isAddress(address) else {
            state.withLock { $0.failure = $0.failure ?? .redirected(address) }
            completionHandler(nil)
            return
        }
        completionHandler(request)
    }

    func urlSession(
        _ session: URLSession, dataTask: URLSessionDataTask, didReceive response: URLResponse,
        completionHandler: @escaping @Sendable (URLSession.ResponseDisposition) -> Void
    ) {
        state.withLock { $0.status = (response as? HTTPURLResponse)?.statusCode ?? 0 }
        completionHandler(.allow)
    }

    func urlSession(_ session: URLSession, dataTask: URLSessionDataTask, didReceive data: Data) {
        let isTooLarge = state.withLock { state in
            state.bytes.append(data)
            return state.bytes.count > Self.most
        }
        guard isTooLarge else { return }
        state.withLock { $0.failure = $0.failure ?? .tooLarge }
        dataTask.cancel()
        finish(.tooLarge)
    }

    func urlSession(
        _ session: URLSession, task: URLSessionTask, didCompleteWithError error: (any Error)?
    ) {
        finish(error.map { .incomplete($0.localizedDescription) })
    }

    /// Hands over the result, once.
    private func finish(_ failure: Failure?) {
        let (done, result) = state.withLock { state in
            let known = state.failure ?? failure
            let result: Result<(status: Int, bytes: Data), any Error> =
                known.map { .failure($0) } ?? .success((state.status, state.bytes))
            return (state.done.take(), result)
        }
        done?.resume(with: result)
    }
}

extension [(name: String, value: String)] {
    /// The fields as a form or a query writes them (WHATWG URL, 5.2, with spaces as `%20`).
    var formText: String {
        map { "\($0.name.formEncoded)=\($0.value.formEncoded)" }.joined(separator: "&")
    }
}

extension String {
    /// The text percent-encoded but for letters, digits, `-`, `.`, `_` and `~` (RFC 3986, 2.3).
    var formEncoded: String {
        let plain = Set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~".utf8)
        return utf8.map { byte in
            let digits = String(byte, radix: 16, uppercase: true)
            return plain.contains(byte)
                ? String(UnicodeScalar(byte)) : "%" + (byte < 16 ? "0" : "") + digits
        }.joined()
    }
}
