package import Formats
import Hummingbird

/// The OpenAPI 3.1 document of a service, built from its endpoints. HTML pages are left out.
///
/// ```swift
/// let openAPI = OpenAPI(title: "Desk", description: "Who sits where.")
/// let document = openAPI.document(of: Desk.endpoints)
/// ```
package struct OpenAPI {
    private let title: String
    private let description: String

    /// A document with this title and a description of one sentence.
    package init(title: String, description: String) {
        self.title = title
        self.description = description
    }

    /// The document for these endpoints.
    package func document(of endpoints: [Endpoint<some WebService>]) -> JSON {
        let byPath = Dictionary(grouping: endpoints.filter { !$0.isPage }, by: \.path)
        return [
            "openapi": "3.1.0",
            "info": [
                "title": .text(title), "version": "1", "description": .text(description),
            ],
            "paths": .object(
                byPath.sorted { $0.key < $1.key }.map { path, endpoints in
                    (
                        name: path,
                        value: .object(
                            endpoints.map {
                                (
                                    name: $0.method.rawValue.lowercased(),
                                    value: Self.operation($0)
                                )
                            })
                    )
                }),
            "components": [
                "securitySchemes": ["bearer": ["type": "http", "scheme": "bearer"]],
                "schemas": ["Problem": Schema.problem],
            ],
        ]
    }

    private static func operation(_ endpoint: Endpoint<some WebService>) -> JSON {
        var members: [(name: String, value: JSON)] = [
            ("summary", .text(endpoint.summary)),
            ("description", .text(endpoint.gate.callers)),
            ("operationId", .text(identifier(endpoint))),
        ]
        if !endpoint.parameters.isEmpty {
            members.append(
                ("parameters", .array(endpoint.parameters.map(parameter))))
        }
        if !endpoint.body.isEmpty {
            members.append(
                (
                    "requestBody",
                    ["required": .bool(true), "content": content(endpoint.body)]
                ))
        }
        if !endpoint.gate.isOpen {
            members.append(("security", .array([["bearer": .array([])]])))
        }
        var responses = endpoint.answers.map { status, body in
            (
                name: String(status.code),
                value: JSON.object(
                    [(name: "description", value: .text(status.reasonPhrase))]
                        + (body.map { [(name: "content", value: content([$0]))] } ?? []))
            )
        }
        responses.append(
            (
                name: "default",
                value: [
                    "description": "What is wrong, and what to do (RFC 9457).",
                    "content": [
                        "application/problem+json": [
                            "schema": ["$ref": "#/components/schemas/Problem"]
                        ]
                    ],
                ]
            ))
        members.append(("responses", .object(responses)))
        return .object(members)
    }

    private static func identifier(_ endpoint: Endpoint<some WebService>) -> String {
        ([endpoint.method.rawValue.lowercased()]
            + endpoint.path.split { !$0.isLetter && !$0.isNumber }.map(String.init))
            .joined(separator: "_")
    }

    private static func parameter(_ parameter: Parameter) -> JSON {
        [
            "name": .text(parameter.name), "in": parameter.isInPath ? "path" : "query",
            "required": .bool(parameter.isInPath || parameter.isRequired),
            "description": .text(parameter.summary),
            "schema": parameter.schema,
        ]
    }

    private static func content(_ contents: [Content]) -> JSON {
        .object(contents.map { (name: $0.mediaType, value: ["schema": $0.schema]) })
    }
}
