import Formats
package import Hummingbird

extension Problem {
    /// The problem as a problem document (RFC 9457).
    package func response(for request: Request) -> Response {
        let content: JSON = [
            "type": "about:blank", "title": .text(status.reasonPhrase),
            "status": .count(status.code), "detail": .text(detail),
            "instance": .text(request.uri.path),
        ]
        return response(Reply(content.document, "application/problem+json"), to: request)
    }

    /// The problem with a body of its own, such as an HTML page.
    package func response(_ reply: Reply, to request: Request) -> Response {
        var response = reply.response(to: request, status: status, isKept: false)
        for field in fields { response.headers[field.name] = field.value }
        return response
    }
}
