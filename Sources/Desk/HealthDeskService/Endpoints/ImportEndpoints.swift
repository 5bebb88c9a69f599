import DeskAccess
import Domain
import Formats
import Hummingbird
import Intake
import Web

/// The endpoint through which programs import feeds.
enum ImportEndpoints {
    static let all: [Endpoint] = [take]

    private static let types = [
        "text/csv", "text/tab-separated-values", "application/gzip",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "application/octet-stream",
    ]

    private static let take = Endpoint(
        method: .post, path: "/api/v1/imports", gate: .reaching(.imports),
        summary: "Takes in one feed, as parallax-desk import does, and answers with its summary.",
        parameters: [
            Parameter(
                name: "feed", isInPath: false, schema: Schema.words(Feed.desk.map(\.rawValue)),
                summary: "Which feed.", isRequired: true),
            .query(
                "strict", Schema.words(["true", "false"]),
                "Take the file only if no row is rejected."),
            .query(
                "dry_run", Schema.words(["true", "false"]),
                "Say what would happen and change nothing."),
        ],
        body: types.map { Content(mediaType: $0, schema: Schema.binary) },
        answers: [(.ok, .json)]
    ) { call in
        var order = ImportFiles.Order()
        let name = try call.query("feed")
        guard let feed = Feed.desk.first(where: { $0.rawValue == name }) else {
            throw Problem.badRequest(
                "feed must be one of \(Feed.desk.map(\.rawValue).joined(separator: ", ")).")
        }
        order.feed = feed
        order.isStrict = try call.choice("strict", Flag.self) == .true
        order.isDryRun = try call.choice("dry_run", Flag.self) == .true
        let imports = call.service.imports
        let folder = try await BlockingWork.run(on: .bodies) { try imports.newFolder() }
        defer { imports.remove(folder) }
        let path = "\(folder)/\(feed.rawValue)"
        let size = try await Upload(to: path, most: imports.most).receive(call.request.body)
        imports.received(size)
        let outcome = try await imports.take([path], in: folder, order)
        return Reply(outcome.json).response(to: call.request, isKept: false)
    }

    private enum Flag: String, CaseIterable {
        case `true`, `false`
    }
}

extension ImportFiles.Outcome {
    /// The summary for programs, with the rejected rows.
    var json: JSON {
        .object(
            summary.json(isDryRun: isDryRun).members.filter { $0.name != "rejects" }
                + [(name: "rejected_rows", value: .text(rejects))])
    }
}
