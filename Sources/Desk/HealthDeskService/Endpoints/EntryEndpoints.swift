import DeskAccess
import Domain
import Formats
import Foundation
import HealthDesk
import Hummingbird
import SignIn
import Web

/// Endpoints that take what people enter: a form and an operation for programs of each kind.
enum EntryEndpoints {
    static let all: [Endpoint] = EntryKind.all.flatMap { [form($0), operation($0)] }

    private static func parameters(_ kind: EntryKind) -> [Parameter] {
        [.path("account_id", "The account’s identifier.")]
            + [kind.subjectName].compactMap { $0.map { .path($0, "What it is about.") } }
    }

    private static func form(_ kind: EntryKind) -> Endpoint {
        Endpoint(
            method: .post, path: "/accounts/{account_id}/\(kind.path)", gate: .reaching(kind.right),
            summary: kind.summary, parameters: parameters(kind), answers: [(.seeOther, nil)],
            isPage: true
        ) { call in
            let fields = try await call.ownForm()
            let id = call.parameter("account_id")
            do {
                _ = try await call.write(kind, fields, mark: fields["entry"] ?? "")
            } catch let fault as EntryFault {
                return try await call.page(of: kind, about: fault, typed: fields)
            }
            let back = localPath(fields["next"]) ?? "/accounts/\(id.inPath)?done=\(kind.name)"
            return Response(status: .seeOther, headers: [.location: back])
        }
    }

    private static func operation(_ kind: EntryKind) -> Endpoint {
        let members = kind.fields.map { (name: $0.name, value: $0.schema) }
        let mark: JSON = ["type": "string", "maxLength": .count(100)]
        return Endpoint(
            method: .post, path: "/api/v1/accounts/{account_id}/\(kind.path)",
            gate: .reaching(kind.right),
            summary: kind.summary
                + " What is sent again with the same entry_id is written once.",
            parameters: parameters(kind),
            body: [
                .json([
                    "type": "object",
                    "required": .array(kind.fields.filter(\.isRequired).map { .text($0.name) }),
                    "properties": .object(members + [(name: "entry_id", value: mark)]),
                    "additionalProperties": .bool(false),
                ])
            ],
            answers: [
                (
                    .created,
                    .json(
                        Schema.object([
                            ("feed", Schema.text), ("ids", Schema.list(of: Schema.text)),
                        ]))
                ), (.ok, .json),
            ]
        ) { call in
            let fields = try await call.entryJSON(kind)
            do {
                let written = try await call.write(
                    kind, fields, mark: fields["entry_id"] ?? UUID().uuidString)
                return Reply([
                    "feed": .optional(written.feed?.rawValue),
                    "ids": .array(written.ids.map(JSON.text)),
                ]).response(
                    to: call.request, status: written.feed == nil ? .ok : .created, isKept: false)
            } catch let fault as EntryFault {
                if ["action_id", "contact_id", "override_id", "playbook"].contains(fault.field) {
                    throw Problem.notFound(fault.complaint)
                }
                throw Problem.badRequest(
                    fault.field.isEmpty
                        ? fault.complaint : "\(fault.field): \(fault.complaint)")
            }
        }
    }
}

extension Call {
    /// Writes an entry about the account that the path names.
    fileprivate func write(
        _ kind: EntryKind, _ fields: [String: String], mark: String
    ) async throws -> EntryWriter.Written {
        let viewer = try knownViewer()
        let subject = kind.subjectName.map(parameter) ?? ""
        return try await service.writer.write(kind, by: viewer) { open in
            try Entry(
                kind, of: fields, mark: mark, subject: subject, by: viewer,
                on: account(open), open)
        }
    }

    /// The members of a JSON body.
    ///
    /// - Throws: `Problem` if the body is no object of texts, or has a member that is not known.
    fileprivate func entryJSON(_ kind: EntryKind) async throws -> [String: String] {
        guard (request.headers[.contentType] ?? "").lowercased().hasPrefix("application/json")
        else { throw Problem(.unsupportedMediaType, "Send application/json.") }
        let body = Data(try await smallBody().readableBytesView)
        let members: [String: String]
        do {
            members = try JSONDecoder().decode([String: String].self, from: body)
        } catch {
            throw Problem.badRequest("Send an object whose members are texts.")
        }
        let known = kind.fields.map(\.name) + ["entry_id"]
        if let stranger = members.keys.sorted().first(where: { !known.contains($0) }) {
            throw Problem.badRequest(
                "'\(stranger.prefix(40))' is not known: the members are "
                    + "\(known.joined(separator: ", ")).")
        }
        guard members["entry_id", default: ""].unicodeScalars.count <= 100 else {
            throw Problem.badRequest("entry_id has at most 100 characters.")
        }
        return members
    }
}
