import Foundation
import Synchronization

#if canImport(FoundationNetworking)
    import FoundationNetworking
#endif

/// Reads a provider's keys from its address. The answer must be 200 and at most 1 MiB. A redirect is
/// followed only to an address that would be accepted itself.
final class KeyDownload: NSObject, URLSessionDataDelegate {
    /// Why the keys could not be read.
    enum Failure: Error, CustomStringConvertible {
        case redirected(String)
        case status(Int)
        case tooLarge
        case incomplete(String)

        var description: String {
            switch self {
            case .redirected(let address):
                "the address leads on to \(address), which is not https: name another"
            case .status(let status): "the answer has the status \(status), not 200"
            case .tooLarge: "the answer is larger than \(KeyDownload.most) bytes"
            case .incomplete(let reason): "the answer did not arrive whole (\(reason))"
            }
        }
    }

    private struct State {
        var bytes = Data()
        var failure: Failure?
        var done: CheckedContinuation<Data, any Error>?
    }

    private static let most = 1 << 20
    private let state = Mutex(State())

    /// The bytes at an address.
    ///
    /// - Throws: `Failure`.
    static func bytes(at address: URL) async throws -> Data {
        let download = KeyDownload()
        let session = URLSession(
            configuration: .ephemeral, delegate: download, delegateQueue: nil)
        defer { session.invalidateAndCancel() }
        return try await withCheckedThrowingContinuation { done in
            download.state.withLock { $0.done = done }
            session.dataTask(with: URLRequest(url: address, timeoutInterval: 10)).resume()
        }
    }

    func urlSession(
        _ session: URLSession, task: URLSessionTask,
        willPerformHTTPRedirection response: HTTPURLResponse, newRequest request: URLRequest,
        completionHandler: @escaping @Sendable (URLRequest?) -> Void
    ) {
        let address = request.url?.absoluteString ?? ""
        guard OIDCProvider.address(address) != nil else {
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
        let status = (response as? HTTPURLResponse)?.statusCode ?? 0
        if status != 200 {
            state.withLock { $0.failure = $0.failure ?? .status(status) }
        }
        completionHandler(status == 200 ? .allow : .cancel)
    }

    func urlSession(_ session: URLSession, dataTask: URLSessionDataTask, didReceive data: Data) {
        let isTooLarge = state.withLock { state in
            state.bytes.append(data)
            return state.bytes.count > Self.most
        }
        if isTooLarge { stop(dataTask, .tooLarge) }
    }

    func urlSession(
        _ session: URLSession, task: URLSessionTask, didCompleteWithError error: (any Error)?
    ) {
        finish(error.map { .incomplete($0.localizedDescription) })
    }

    private func stop(_ task: URLSessionTask, _ failure: Failure) {
        state.withLock { $0.failure = $0.failure ?? failure }
        task.cancel()
        finish(failure)
    }

    /// Hands over the result, once.
    private func finish(_ failure: Failure?) {
        let (done, result) = state.withLock { state in
            let known = state.failure ?? failure
            let result: Result<Data, any Error> =
                known.map { .failure($0) } ?? .success(state.bytes)
            return (state.done.take(), result)
        }
        done?.resume(with: result)
    }
}
