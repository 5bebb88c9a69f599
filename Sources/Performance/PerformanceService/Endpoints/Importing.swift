import Formats
import Publishing
import Access
import Domain
import Foundation
import Hummingbird
import Intake
import Web

/// Endpoints for importing feeds.
enum ImportEndpoints {
    static let all: [Endpoint] = [post, list, progress, rejects]

    /// The largest file, in bytes, whose import the caller waits for. Larger ones run in the
    /// background.
    private static let largestAwaited = 1 << 20

    private static let post = Endpoint(
        method: .post, path: "/api/v1/imports", gate: .reaching(.imports),
        summary:
            "Takes in one feed, as `parallax import` does: CSV, CSV in gzip, or lines of JSON.",
        parameters: [
            Parameter(
                name: "feed", isInPath: false, schema: Schema.words(Feed.allCases.map(\.rawValue)),
                summary: "Which feed.", isRequired: true),
            .query(
                "mapping", Schema.words(Mapping.bundledNames),
                "Whose export it is, where it is another system’s."),
            .query(
                "strict", Schema.words(["true", "false"]),
                "Take the file only if no row is rejected."),
            .query(
                "dry_run", Schema.words(["true", "false"]),
                "Say what would happen and change nothing."),
        ],
        body: [
            Content(mediaType: "text/csv", schema: Schema.text),
            Content(mediaType: "application/gzip", schema: Schema.binary),
            Content(mediaType: "application/x-ndjson", schema: Schema.text),
        ],
        answers: [(.ok, .json), (.accepted, .json)]
    ) { call in
        let order = try call.order()
        let type = call.request.headers[.contentType] ?? ""
        let essence = type.prefix { $0 != ";" }.lowercased().filter { $0 != " " }
        guard let form = Upload.Form(rawValue: essence) else {
            throw Problem(
                .unsupportedMediaType,
                "Send text/csv, application/gzip or application/x-ndjson.")
        }
        let jobs = call.service.imports
        let job = try await Work.run(on: .bodies) { try jobs.open(order) }
        let name = form.fileName(order.feed)
        let size: Int
        do {
            size = try await Upload.receive(
                call.request.body, form, feed: order.feed, to: job.folder.file(name),
                most: call.service.configuration.largestImport)
        } catch {
            let detail = (error as? Problem)?.detail ?? "The file did not arrive whole."
            await Work.blocking(on: .bodies) { jobs.close(job.id, detail) }
            throw error
        }
        try await Work.run(on: .bodies) { try jobs.accept(job.id, file: name) }
        jobs.measurements.taken(size)
        let location: HTTPFields = [.location: "/api/v1/imports/\(job.id)"]
        let isAwaited = size <= largestAwaited
        if isAwaited {
            if case .failed(let detail) = await jobs.run(job.id) {
                throw Problem(.unprocessableContent, detail, fields: location)
            }
        } else {
            jobs.enqueue(job.id)
        }
        var response = Reply(jobs.job(job.id)?.content ?? job.content).response(
            to: call.request, status: isAwaited ? .ok : .accepted, isKept: false)
        response.headers.append(contentsOf: location)
        return response
    }

    private static let list = Endpoint(
        method: .get, path: "/api/v1/imports", gate: .reaching(.imports),
        summary: "The imports of the last 30 days, the newest first.",
        parameters: [.limit, .query("before", Schema.text, "Only imports older than this one.")],
        answers: [(.ok, .json(Schema.object([("imports", Schema.list(of: Schema.object))])))]
    ) { call in
        let limit = try call.number("limit", in: 1...500, default: 100)
        let before = try call.query("before")
        let id = before.flatMap(ImportID.init)
        guard before == nil || id != nil else {
            throw Problem.badRequest("before must be the id of an import.")
        }
        let jobs = call.service.imports.latest(limit, before: id)
        return Reply(["imports": .array(jobs.map(\.content))])
            .response(to: call.request, isKept: false)
    }

    private static let progress = Endpoint(
        method: .get, path: "/api/v1/imports/{id}", gate: .reaching(.imports),
        summary: "How far an import is.", parameters: [.path("id", "The import.")],
        answers: [(.ok, .json)]
    ) { call in
        Reply(try call.job().content).response(to: call.request, isKept: false)
    }

    private static let rejects = Endpoint(
        method: .get, path: "/api/v1/imports/{id}/rejects", gate: .reaching(.imports),
        summary: "The rows that an import rejected, and why.",
        parameters: [.path("id", "The import.")],
        answers: [(.ok, Content(mediaType: "text/csv", schema: Schema.text))]
    ) { call in
        guard let body = call.service.imports.rejects(of: try call.job()) else {
            throw Problem.notFound("That import has no rejects.")
        }
        return Response(
            status: .ok,
            headers: [.contentType: "text/csv; charset=utf-8", .cacheControl: "no-store"],
            body: body)
    }
}

extension Call {
    /// The import job in the path.
    fileprivate func job() throws(Problem) -> ImportJob {
        guard let id = ImportID(parameter("id")), let job = service.imports.job(id) else {
            throw .notFound("No import of that name is remembered.")
        }
        return job
    }

    /// The import request in the query.
    fileprivate func order() throws(Problem) -> ImportRecord.Order {
        guard let feed = try choice("feed", Feed.self) else {
            throw .badRequest(
                "Say which feed: feed=\(Feed.allCases.map(\.rawValue).joined(separator: "|")).")
        }
        let mapping = try query("mapping")
        if let mapping, !Mapping.bundledNames.contains(mapping) {
            throw .badRequest(
                "mapping must be one of \(Mapping.bundledNames.joined(separator: ", ")).")
        }
        return ImportRecord.Order(
            feed: feed, mapping: mapping, isStrict: try flag("strict"),
            isRehearsal: try flag("dry_run"))
    }

    private func flag(_ name: String) throws(Problem) -> Bool {
        switch try query(name) {
        case nil, "false"?: return false
        case "true"?: return true
        default: throw .badRequest("\(name) must be true or false.")
        }
    }
}
