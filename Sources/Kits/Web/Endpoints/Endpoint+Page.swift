package import Hummingbird

extension Endpoint {
    /// An endpoint for an HTML page. Parameters in the path are in braces.
    package static func page(
        _ path: String, _ gate: Service.Gate, _ summary: String,
        _ handle: @escaping @Sendable (Call<Service>) async throws -> Response
    ) -> Endpoint {
        let parameters = path.split(separator: "/").filter { $0.hasPrefix("{") }.map {
            Parameter.path(String($0.dropFirst().dropLast()), "")
        }
        return Endpoint(
            method: .get, path: path, gate: gate, summary: summary, parameters: parameters,
            answers: [(.ok, .html)], isPage: true, handle: handle)
    }
}
