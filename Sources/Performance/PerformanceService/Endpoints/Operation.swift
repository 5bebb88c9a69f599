import Access
import Hummingbird
import Publishing
import Templating
import Web

/// Endpoints for operating the service.
enum OperationEndpoints {
    static let all: [Endpoint] = [
        Endpoint(
            method: .get, path: "/healthz", gate: .open, summary: "Whether the service runs.",
            answers: [(.ok, Content(mediaType: "text/plain", schema: Schema.text))]
        ) { call in
            Reply(Array("ok\n".utf8), "text/plain").response(to: call.request, isKept: false)
        },
        Endpoint(
            method: .get, path: "/readyz", gate: .open,
            summary: "Whether the ledger can be read.",
            answers: [(.ok, Content(mediaType: "text/plain", schema: Schema.text))]
        ) { call in
            _ = try await call.service.library.current()
            return Reply(Array("ready\n".utf8), "text/plain").response(
                to: call.request, isKept: false)
        },
        Endpoint(
            method: .get, path: "/metrics", gate: .reaching(.metrics),
            summary: "What the service counts, for Prometheus.",
            answers: [(.ok, Content(mediaType: "text/plain", schema: Schema.text))]
        ) { call in
            Reply(
                Array(call.service.measurements.text.utf8), "text/plain; version=0.0.4"
            ).response(to: call.request, isKept: false)
        },
        Endpoint(
            method: .get, path: "/api/v1/openapi.json", gate: .open, summary: "This document.",
            answers: [(.ok, Content(mediaType: "application/json", schema: Schema.object))]
        ) { call in openAPI.response(to: call.request) },
        Endpoint(
            method: .get, path: "/assets/style.css", gate: .open, summary: "The style sheet.",
            answers: [(.ok, Content(mediaType: "text/css", schema: Schema.text))]
        ) { call in style.response(to: call.request) },
    ]

    /// The description of the interface for programs. The page for people is made of it too.
    static let document = OpenAPI(
        title: "Parallax performance",
        description: "How well customers are kept, and whether judgement beats the score."
    ).document(of: ServiceState.endpoints)
    private static let openAPI = Reply(document)
    private static let style = Reply(
        Array(reviewStyle.utf8) + frameStyle + PackageResources.service_css
            + PackageResources.access_css,
        "text/css; charset=utf-8")
}
