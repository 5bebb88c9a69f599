import Formats
package import Hummingbird

extension Problem {
    /// The problem as RFC 9457 has it.
    package func response(for request: Request) -> Response {
        let content: JSON = [
            "type": "about:blank", "title": .text(status.reasonPhrase),
            "status": .count(status.code), "detail": .text(detail),
            "instance": .text(request.uri.path),
        ]
        return response(Reply(content.document, "application/problem+json"), to: request)
    }

    /// The problem as a page, or in other words.
    package func response(_ reply: Reply, to request: Request) -> Response {
        var response = reply.response(to: request, status: status, isKept: false)
        for field in fields { response.headers[field.name] = field.value }
        return response
    }
}
