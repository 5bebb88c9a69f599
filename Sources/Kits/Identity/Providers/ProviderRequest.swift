import Dispatch
import Foundation
import Transfers

/// Requests to a provider. An answer must be there within ten seconds and have at most 1 MiB.
enum ProviderRequest {
    /// Why an answer is not taken.
    enum Failure: Error, CustomStringConvertible {
        case redirected(String)
        case redirectedTooOften
        case status(Int)
        case tooSlow

        var description: String {
            switch self {
            case .redirected(let address):
                "the address leads on to \(address), which is not to be followed: name another"
            case .redirectedTooOften:
                "the address leads on more than \(mostRedirects) times: name the last address"
            case .status(let status): "the answer has the status \(status), not 200"
            case .tooSlow: "there was no whole answer within \(seconds) seconds"
            }
        }
    }

    private static let most = 1 << 20
    private static let seconds = 10
    private static let mostRedirects = 5

    /// The bytes at an address. The answer must be 200. A redirect is followed only to an address
    /// that would be accepted itself.
    ///
    /// - Throws: `Failure` or `TransferError`.
    static func bytes(at address: URL) async throws -> Data {
        let end = ContinuousClock.now + .seconds(seconds)
        var place = try WebAddress(address.absoluteString)
        for _ in 0...mostRedirects {
            let left = (end - ContinuousClock.now).components.seconds
            guard left >= 0 else { throw Failure.tooSlow }
            var request = HTTPRequest(.get, place)
            request.seconds = Int(left) + 1
            let answer = try await answer(to: request)
            guard let next = answer.redirect else {
                guard answer.status == 200 else { throw Failure.status(answer.status) }
                return Data(answer.body)
            }
            guard let address = try? WebAddress(next) else { throw Failure.redirected(next) }
            place = address
        }
        throw Failure.redirectedTooOften
    }

    /// The answer to a form. A redirect is not followed, since the form holds secrets.
    ///
    /// - Parameters:
    ///   - fields: the fields of the form, in order.
    ///   - address: where it is sent.
    ///   - authorization: the header field of that name; nil for none.
    /// - Returns: the status and the body.
    /// - Throws: `Failure` or `TransferError`.
    static func answer(
        toForm fields: [(name: String, value: String)], at address: URL, authorization: String?
    ) async throws -> (status: Int, bytes: Data) {
        var request = HTTPRequest(.post, try WebAddress(address.absoluteString))
        request.fields = [
            ("Content-Type", "application/x-www-form-urlencoded"), ("Accept", "application/json"),
        ]
        if let authorization { request.fields.append(("Authorization", authorization)) }
        request.body = Array(fields.formText.utf8)
        request.seconds = seconds
        let answer = try await answer(to: request)
        if let next = answer.redirect { throw Failure.redirected(next) }
        return (answer.status, Data(answer.body))
    }

    /// Sends a request from another thread: tasks share one for each processor.
    private static func answer(to request: HTTPRequest) async throws -> HTTPAnswer {
        var request = request
        request.most = most
        return try await withCheckedThrowingContinuation { done in
            DispatchQueue.global().async { [request] in
                done.resume(with: Result { try request.answer() })
            }
        }
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
