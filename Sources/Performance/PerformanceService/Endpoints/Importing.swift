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
            "Takes in one feed, as parallax import does: CSV, CSV in gzip, a workbook, or lines of "
            + "JSON.",
        parameters: [
            Parameter(
                name: "feed", isInPath: false,
                schema: Schema.words(Feed.performance.map(\.rawValue)),
                summary: "Which feed.", isRequired: true),
            .query(
                "mapping", Schema.text,
                "How another system’s export is read: a mapping saved on the import page, or one of "
                    + "\(Mapping.bundledNames.joined(separator: ", "))."),
            .query(
                "strict", Schema.words(["true", "false"]),
                "Take the file only if no row is rejected."),
            .query(
                "dry_run", Schema.words(["true", "false"]),
                "Say what would happen and change nothing."),
            .query(
                "withdraw_many", Schema.words(["true", "false"]),
                "Allow a complete file to withdraw more than a fifth of the feed."),
        ] + formParameters,
        body: Upload.Form.allCases.map { form in
            Content(
                mediaType: form.rawValue,
                schema: [.csv, .tabs, .lines].contains(form) ? Schema.text : Schema.binary)
        },
        answers: [(.ok, .json), (.accepted, .json)]
    ) { call in
        let order = try await call.order()
        let type = call.request.headers[.contentType] ?? ""
        let essence = type.prefix { $0 != ";" }.lowercased().filter { $0 != " " }
        guard let form = Upload.Form(rawValue: essence) else {
            throw Problem(
                .unsupportedMediaType,
                "Send one of \(Upload.Form.allCases.map(\.rawValue).joined(separator: ", ")).")
        }
        let jobs = call.service.imports
        let job = try await BlockingWork.run(on: .bodies) { try jobs.open(order) }
        let name = form.fileName(order.feed)
        let size: Int
        do {
            size = try await Upload.receive(
                call.request.body, form, feed: order.feed, to: job.folder.file(name),
                most: call.service.configuration.largestImport)
        } catch {
            let detail = (error as? Problem)?.detail ?? "The file did not arrive whole."
            await BlockingWork.blocking(on: .bodies) { jobs.close(job.id, detail) }
            throw error
        }
        try await BlockingWork.run(on: .bodies) { try jobs.accept(job.id, file: name) }
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

    /// What a sender can say about the form of a file.
    private static let formParameters: [Parameter] = [
        .query("sheet", Schema.text, "The sheet of a workbook."),
        .query(
            "encoding", Schema.text,
            "The encoding of a file that is not UTF-8, by its iconv name, such as CP1252."),
        .query(
            "separator", Schema.words(["comma", "semicolon", "tab", "pipe"]),
            "What stands between fields."),
        .query("header_row", Schema.number(from: 1, to: 10_000), "The line of the header."),
        .query(
            "dates", Schema.words(["dmy", "mdy"]),
            "Which number of 03/04/2025 is the day: the first (dmy) or the second (mdy)."),
        .query(
            "numbers", Schema.words(["1,234.56", "1.234,56"]), "How numbers are written."),
        .query(
            "time_zone", Schema.text,
            "The time zone whose calendar days count for times, such as Europe/Berlin."),
        .query(
            "complete", Schema.words(["true", "false"]),
            "The file is everything there is of the feed (of health, arr, measures and fx: of the "
                + "days it spans): rows that it lacks are withdrawn."),
        .query(
            "snapshot", Schema.words(["true", "false"]),
            "Each date of an arr file is a whole list of paying customers."),
    ]

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
        let jobs = call.service.imports.latest(limit, before: id, where: call.maySee)
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
    ///
    /// - Throws: `Problem` if there is none, or it waits on the import page for somebody else.
    func job() throws(Problem) -> ImportJob {
        guard let id = ImportID(parameter("id")), let job = service.imports.job(id) else {
            throw .notFound("No import of that name is remembered.")
        }
        guard maySee(job) else {
            throw Problem(
                .forbidden, "Until a file is imported, only who sent it and administrators see it.")
        }
        return job
    }

    /// Whether the viewer may see a job. A file that waits on the import page is for whoever sent it
    /// and for administrators.
    func maySee(_ job: ImportJob) -> Bool {
        guard let preview = job.record.preview, job.record.isPreview else { return true }
        return maySee(preview)
    }

    /// Whether the viewer may see a file that waits on the import page.
    func maySee(_ preview: ImportPreview) -> Bool {
        viewer?.role == .admin || viewer?.subject == preview.creator
    }

    /// The import request in the query.
    fileprivate func order() async throws -> ImportOrder {
        guard let feed = try choice("feed", among: Feed.performance) else {
            throw Problem.badRequest(
                "Say which feed: feed=\(Feed.performance.map(\.rawValue).joined(separator: "|")).")
        }
        var order = ImportOrder(feed: feed)
        order.isStrict = try flag("strict")
        order.isDryRun = try flag("dry_run")
        order.allowsManyWithdrawals = try flag("withdraw_many")
        var options = ReadingOptions()
        for name in ReadingOptions.names {
            guard let text = try query(name) else { continue }
            if let complaint = options.set(name, text) {
                throw Problem.badRequest("\(name) \(complaint).")
            }
            order.reading[name] = text
        }
        let folder = service.mappings
        let mapping = try query("mapping")
        let (read, isKnown) = try await BlockingWork.run(on: .bodies) { [order] in
            var order = order
            let isKnown = try order.useMapping(mapping, from: folder)
            return (order, isKnown)
        }
        guard isKnown, mapping != "" else {
            throw Problem.badRequest(
                "mapping must be the name of a saved mapping, or one of "
                    + "\(Mapping.bundledNames.joined(separator: ", ")).")
        }
        return read
    }

    private func flag(_ name: String) throws(Problem) -> Bool {
        switch try query(name) {
        case nil, "false"?: return false
        case "true"?: return true
        default: throw .badRequest("\(name) must be true or false.")
        }
    }
}
