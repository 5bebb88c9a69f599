import Foundation
package import Hummingbird
package import NIOCore

/// A request on its way to an endpoint.
package struct Call<Service: WebService>: Sendable {
    /// What was asked for.
    package let request: Request
    /// The parameters of the path, decoded.
    let parameters: [String: String]
    /// Who asks, with what the gate lets them see.
    package let caller: Service.Caller
    /// Whom to count sign-ins against.
    package let address: String
    /// What answers.
    package let service: Service

    /// A parameter of the query; nil without it. A parameter given twice is an error.
    package func query(_ name: String) throws(Problem) -> String? {
        let values = request.uri.queryParameters[values: Substring(name)]
        guard values.count < 2 else { throw .badRequest("Give \(name) once.") }
        return values.first.map(String.init)
    }

    /// A parameter of the path; empty for a name that the path does not have.
    package func parameter(_ name: String) -> String { parameters[name] ?? "" }

    /// A whole number within a range from the query, or a default.
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

    /// One of some words from the query; nil without it.
    package func choice<Choice: RawRepresentable<String> & CaseIterable>(
        _ name: String, _: Choice.Type
    ) throws(Problem) -> Choice? {
        guard let text = try query(name) else { return nil }
        guard let choice = Choice(rawValue: text) else {
            let words = Choice.allCases.map(\.rawValue).joined(separator: ", ")
            throw .badRequest("\(name) must be one of \(words).")
        }
        return choice
    }

    /// A body of a form's size as a whole.
    ///
    /// - Throws: `Problem` where it is too large, too slow or broken.
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
