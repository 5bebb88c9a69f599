import Access
import Domain
import HTTPTypes
import Hummingbird
import Intake
import SignIn
import Templating
import Web

/// The pages where feeds are imported: a file is sent, looked at, corrected, and then confirmed.
enum ImportPages {
    static let all: [Endpoint] = [overview, sending, file, deciding]

    private static let overview = Endpoint.page(
        "/import", .reaching(.imports), "Where feeds are imported."
    ) { call in
        let page = try await call.importOverview()
        let text = try serviceTemplates.text("import", page)
        return try await call.layout("Import", "/import").reply(text)
            .response(to: call.request, isKept: false)
    }

    private static let sending = Endpoint(
        method: .post, path: "/import", gate: .reaching(.imports),
        summary: "Takes files to be looked at.", answers: [(.seeOther, nil)], isPage: true
    ) { call in
        let sent = try await call.receiveFiles()
        let address = sent.count == 1 ? "/import/\(sent[0])" : "/import"
        return Response(status: .seeOther, headers: [.location: address])
    }

    private static let file = Endpoint.page(
        "/import/{id}", .reaching(.imports), "A file before and after its import."
    ) { call in
        let job = try call.job()
        var notice: String?
        if let text = try call.query("saved"), let name = MappingName(text) {
            notice = "Saved. Choose the mapping “\(name.text)” with the next file of this kind."
        } else if try call.query("changed") != nil {
            notice =
                "The settings were changed, so nothing was imported: look at the result, then import."
        }
        return try await call.page(of: job, PreviewForm(job.record), notice: notice)
    }

    private static let deciding = Endpoint(
        method: .post, path: "/import/{id}", gate: .reaching(.imports),
        summary: "Looks at a file again, imports it, or discards it.", parameters: file.parameters,
        answers: [(.seeOther, nil)], isPage: true
    ) { call in
        let fields = try await call.ownForm()
        let job = try call.job()
        guard let round = job.record.preview?.round, job.record.isPreview else {
            // It was confirmed before, perhaps by the first of two clicks.
            return Response(status: .seeOther, headers: [.location: "/import/\(job.id)"])
        }
        let jobs = call.service.imports
        if fields["do"] == "discard" {
            try await BlockingWork.run(on: .bodies) { try jobs.discard(job.id) }
            return Response(status: .seeOther, headers: [.location: "/import"])
        }
        let mappings = call.service.mappings
        var form = try await BlockingWork.run(on: .bodies) {
            var form = PreviewForm(job.record)
            try form.read(fields, mappings)
            return form
        }
        guard form.complaints.isEmpty else {
            return try await call.page(of: job, form, status: .badRequest)
        }
        let isUnseen = form.order != job.record.order || fields["round"] != String(round)
        var query = ""
        if fields["do"] == "save" {
            do {
                let name = try await call.save(form, fields, job)
                query = "?saved=\(name.text)"
            } catch let refusal as MappingFolder.Refusal {
                form.complaints["save_as"] = refusal.description
                if case .exists = refusal { form.asksToReplace = true }
                return try await call.page(of: job, form, status: .badRequest)
            }
        }
        if fields["do"] == "import", !isUnseen {
            try await BlockingWork.run(on: .bodies) { try jobs.confirm(job.id, round: round) }
            await call.readNow([job.id])
        } else if isUnseen || fields["do"] == "look" {
            let order = form.order
            try await BlockingWork.run(on: .bodies) { try jobs.lookAgain(job.id, order) }
            await call.readNow([job.id])
            if fields["do"] == "import" { query = "?changed=yes" }
        }
        return Response(status: .seeOther, headers: [.location: "/import/\(job.id)\(query)"])
    }
}

extension Call {
    /// The page about a file, before or after its import.
    fileprivate func page(
        of job: ImportJob, _ form: PreviewForm, notice: String? = nil,
        status: HTTPResponse.Status = .ok
    ) async throws -> Response {
        let page = PreviewPage(job, form, formField: formField, notice: notice)
        let mappings = service.mappings
        let saved = try await BlockingWork.run(on: .bodies) { try mappings.names().map(\.text) }
        let text = try serviceTemplates.text("import_file", page.values(savedMappings: saved))
        var response = try await layout(page.title, "/import/file").reply(text)
            .response(to: request, status: status, isKept: false)
        // Without scripts, the browser asks again by itself.
        if !job.isOver, let field = HTTPField.Name("Refresh") { response.headers[field] = "2" }
        return response
    }

    /// Saves the mapping of a form.
    fileprivate func save(
        _ form: PreviewForm, _ fields: [String: String], _ job: ImportJob
    ) async throws -> MappingName {
        let typed = (fields["save_as"] ?? "").filter { $0 != " " }.lowercased()
        guard let name = MappingName(typed) else {
            throw Problem.badRequest(
                "The name of a mapping has 1 to 40 letters from a to z, digits and hyphens.")
        }
        let isReplacing = fields["replace"] != nil
        let (folder, text) = (service.mappings, try form.mappingText(named: name.text))
        try await BlockingWork.run(on: .bodies) {
            try folder.save(text, as: name, replacing: isReplacing)
        }
        return name
    }

    /// Has files read, and waits for it unless they are so large that it takes long.
    func readNow(_ ids: [ImportID]) async {
        let jobs = service.imports
        let size = ids.reduce(0) { $0 + (jobs.job($1)?.record.preview?.size ?? 0) }
        for id in ids {
            if size <= 1 << 20 { _ = await jobs.run(id) } else { jobs.enqueue(id) }
        }
    }
}
