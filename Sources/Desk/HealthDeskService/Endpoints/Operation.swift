import DeskAccess
import Hummingbird
import Templating
import Web

/// Endpoints for operating the service.
enum OperationEndpoints {
    static let all: [Endpoint] = [
        Endpoint(
            method: .get, path: "/healthz", gate: .open, summary: "Whether the service runs.",
            answers: [(.ok, text)]
        ) { call in
            Reply(Array("ok\n".utf8), "text/plain").response(to: call.request, isKept: false)
        },
        Endpoint(
            method: .get, path: "/readyz", gate: .open,
            summary: "Whether the ledger can be read.", answers: [(.ok, text)]
        ) { call in
            _ = try await call.service.library.current()
            return Reply(Array("ready\n".utf8), "text/plain").response(
                to: call.request, isKept: false)
        },
        Endpoint(
            method: .get, path: "/metrics", gate: .reaching(.metrics),
            summary: "What the service counts, for Prometheus.", answers: [(.ok, text)]
        ) { call in
            Reply(
                Array(call.service.measurements.text.utf8), "text/plain; version=0.0.4"
            ).response(to: call.request, isKept: false)
        },
        Endpoint(
            method: .get, path: "/api/v1/openapi.json", gate: .open, summary: "This document.",
            answers: [(.ok, .json)]
        ) { call in openAPI.response(to: call.request) },
        Endpoint(
            method: .get, path: "/assets/style.css", gate: .open, summary: "The style sheet.",
            answers: [(.ok, Content(mediaType: "text/css", schema: Schema.text))]
        ) { call in style.response(to: call.request) },
    ]

    private static let text = Content(mediaType: "text/plain", schema: Schema.text)

    private static let openAPI = Reply(
        OpenAPI(
            title: "Parallax desk",
            description: "What a CSM should do with which account this week."
        ).document(of: DeskState.endpoints))
    private static let style = Reply(
        baseStyle + frameStyle + PackageResources.desk_css, "text/css; charset=utf-8")
}
