import Formats
import Publishing
import Access
import Domain
import Foundation
import Hummingbird
import Intake
import Web

/// Taking in feeds.
enum ImportEndpoints {
    static let all: [Endpoint] = [post, list, progress, rejects]

    /// Larger bodies are taken in while the caller does something else.
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
        let job = try jobs.open(order)
        let file = job.folder + "/" + form.fileName(order.feed)
        let size: Int
        do {
            size = try await Upload.receive(
                call.request.body, form, feed: order.feed, to: file,
                most: call.service.configuration.largestImport)
        } catch {
            jobs.close(job.id, .failed("The file did not arrive whole."))
            throw error
        }
        try jobs.accept(job)
        jobs.measurements.taken(size)
        let location: HTTPFields = [.location: "/api/v1/imports/\(job.id)"]
        let work = Task { await jobs.run(job, file: file) }
        guard size <= largestAwaited else {
            var response = Reply(jobs.job(job.id)?.content ?? job.content).response(
                to: call.request, status: .accepted, isKept: false)
            response.headers.append(contentsOf: location)
            return response
        }
        let standing = await work.value
        if case .failed(let detail) = standing { throw Problem(.unprocessableContent, detail) }
        var response = Reply(jobs.job(job.id)?.content ?? job.content).response(
            to: call.request, isKept: false)
        response.headers.append(contentsOf: location)
        return response
    }

    private static let list = Endpoint(
        method: .get, path: "/api/v1/imports", gate: .reaching(.imports),
        summary: "The latest imports of this process, the newest first.",
        answers: [(.ok, .json(Schema.object([("imports", Schema.list(of: Schema.object))])))]
    ) { call in
        Reply(["imports": .array(call.service.imports.all.map(\.content))])
            .response(to: call.request, isKept: false)
    }

    private static let progress = Endpoint(
        method: .get, path: "/api/v1/imports/{id}", gate: .reaching(.imports),
        summary: "How far an import is.", parameters: [.path("id", "The import.")],
        answers: [(.ok, .json)]
    ) { call in
        guard let job = call.service.imports.job(call.parameter("id")) else {
            throw Problem.notFound("No import of that name is remembered.")
        }
        return Reply(job.content).response(to: call.request, isKept: false)
    }

    private static let rejects = Endpoint(
        method: .get, path: "/api/v1/imports/{id}/rejects", gate: .reaching(.imports),
        summary: "The rows that an import rejected, and why.",
        parameters: [.path("id", "The import.")],
        answers: [(.ok, Content(mediaType: "text/csv", schema: Schema.text))]
    ) { call in
        guard let body = try call.service.imports.rejects(of: call.parameter("id")) else {
            throw Problem.notFound("That import has no rejects.")
        }
        return Response(
            status: .ok,
            headers: [.contentType: "text/csv; charset=utf-8", .cacheControl: "no-store"],
            body: body)
    }
}

extension Call {
    /// What the query says of an import.
    fileprivate func order() throws(Problem) -> ImportJobs.Order {
        guard let feed = try choice("feed", Feed.self) else {
            throw .badRequest(
                "Say which feed: feed=\(Feed.allCases.map(\.rawValue).joined(separator: "|")).")
        }
        let mapping = try query("mapping")
        if let mapping, !Mapping.bundledNames.contains(mapping) {
            throw .badRequest(
                "mapping must be one of \(Mapping.bundledNames.joined(separator: ", ")).")
        }
        return ImportJobs.Order(
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
