import Foundation
package import Hummingbird
package import NIOCore

/// A request, as an endpoint receives it.
package struct Call<Service: WebService>: Sendable {
    /// The HTTP request.
    package let request: Request
    /// The parameters of the path, decoded.
    let parameters: [String: String]
    /// The caller, with what the gate lets them see.
    package let caller: Service.Caller
    /// The client address that sign-in attempts are counted for.
    package let address: String
    /// The service that answers.
    package let service: Service
    /// Gives a future that ends when the client hangs up.
    let hangUp: @Sendable () -> EventLoopFuture<Void>

    /// Does what takes long for as long as the client waits for it.
    ///
    /// - Parameter work: is cancelled when the client hangs up.
    /// - Returns: what `work` returns.
    /// - Throws: what `work` throws.
    package func whileConnected<Value: Sendable>(
        _ work: @escaping @Sendable () async throws -> Value
    ) async throws -> Value {
        let task = Task { try await work() }
        hangUp().whenComplete { _ in task.cancel() }
        return try await withTaskCancellationHandler {
            try await task.value
        } onCancel: {
            task.cancel()
        }
    }

    /// A parameter of the query; nil if it is absent. A parameter given twice is an error.
    package func query(_ name: String) throws(Problem) -> String? {
        let values = request.uri.queryParameters[values: Substring(name)]
        guard values.count < 2 else { throw .badRequest("Give \(name) once.") }
        return values.first.map(String.init)
    }

    /// A parameter of the path; empty if the path has no parameter of that name.
    package func parameter(_ name: String) -> String { parameters[name] ?? "" }

    /// A whole number within a range from the query; the default if it is absent.
    package func number(
        _ name: String, in range: ClosedRange<Int>, default value: Int
    ) throws(Problem) -> Int {
        guard let text = try query(name) else { return value }
        guard let number = Int(text), range.contains(number) else {
            throw .badRequest(
                "\(name) must be a whole number from \(range.lowerBound) to \(range.upperBound).")
        }
        return number
    }

    /// One of a fixed set of words from the query; nil if it is absent.
    package func choice<Choice: RawRepresentable<String> & CaseIterable>(
        _ name: String, _: Choice.Type
    ) throws(Problem) -> Choice? {
        try choice(name, among: Array(Choice.allCases))
    }

    /// A query parameter that is one of some words; nil without it.
    ///
    /// - Throws: `Problem` if it is none of them.
    package func choice<Choice: RawRepresentable<String>>(
        _ name: String, among choices: [Choice]
    ) throws(Problem) -> Choice? {
        guard let text = try query(name) else { return nil }
        guard let choice = choices.first(where: { $0.rawValue == text }) else {
            let words = choices.map(\.rawValue).joined(separator: ", ")
            throw .badRequest("\(name) must be one of \(words).")
        }
        return choice
    }

    /// The whole body, up to 64 KiB, which is enough for a form.
    ///
    /// - Throws: `Problem` if the body is too large, takes 30 seconds or more, or is broken.
    package func smallBody() async throws -> ByteBuffer {
        var whole = ByteBuffer()
        let start = uptime()
        do {
            for try await var part in request.body {
                guard uptime() - start < 30 else {
                    throw Problem(.requestTimeout, "The body came too slowly: send it again.")
                }
                guard whole.readableBytes + part.readableBytes <= 64 << 10 else {
                    throw Problem(.contentTooLarge, "At most 64 KiB are taken here.")
                }
                whole.writeBuffer(&part)
            }
        } catch {
            throw error as? Problem ?? .brokenBody
        }
        return whole
    }
}
