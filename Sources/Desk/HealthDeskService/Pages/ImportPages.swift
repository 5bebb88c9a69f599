import DeskAccess
import Domain
import Foundation
import Hummingbird
import Identity
import Intake
import SignIn
import Web

/// The page where files are imported.
enum ImportPages {
    static let all: [Endpoint] = [form, sending]

    private static let form = Endpoint.page(
        "/import", .reaching(.imports), "Where files are sent."
    ) { call in
        try call.page("Import", "/import", "import", call.importValues(fault: nil))
    }

    private static let sending = Endpoint(
        method: .post, path: "/import", gate: .reaching(.imports),
        summary: "Takes in the files of the form.",
        body: [Content(mediaType: "multipart/form-data", schema: Schema.object)],
        answers: [(.ok, .html)], isPage: true
    ) { call in
        let imports = call.service.imports
        let folder = try await BlockingWork.run(on: .bodies) { try imports.newFolder() }
        defer { imports.remove(folder) }
        // The form's own field comes before its files, so that nothing foreign is written to disk.
        let session = call.session
        let signer = call.service.admission.authenticator.signer
        guard call.isFromThisSite else { throw Problem.foreignForm }
        let sent = try await FileForm(call.request, most: imports.most).receive(
            call.request.body
        ) { file in
            guard let session, let field = file.fields["form"],
                signer.isFormField(field, of: session)
            else { throw Problem.foreignForm }
            return "\(folder)/\(file.number)-\(storedName(of: file.name))"
        }
        try call.checkOwn(sent.fields)
        let files = sent.files.filter { $0.size > 0 }
        imports.received(files.reduce(0) { $0 + $1.size })
        do {
            guard !files.isEmpty else { throw Problem.badRequest("Choose a file first.") }
            var order = ImportFiles.Order()
            order.feed = Feed.desk.first { $0.rawValue == sent.fields["feed"] }
            order.isStrict = sent.fields["strict"] != nil
            order.isDryRun = sent.fields["dry_run"] != nil
            let outcome = try await imports.take(
                Self.named(files, in: folder), in: folder, order)
            return try call.page("Imported", "/import", "imported", outcome.values)
        } catch let problem as Problem where problem.status != .forbidden {
            return try call.page(
                "Import", "/import", "import", call.importValues(fault: problem.detail),
                status: problem.status)
        }
    }

    /// The paths of the files under the names that they were sent with, which tell their feeds.
    private static func named(_ files: [FileForm.SentFile], in folder: String) throws -> [String] {
        try files.enumerated().map { place, file in
            let own = "\(folder)/\(place)"
            let path = "\(own)/\(storedName(of: file.name))"
            do {
                try FileManager.default.createDirectory(
                    atPath: own, withIntermediateDirectories: false)
                try FileManager.default.moveItem(atPath: file.path, toPath: path)
            } catch {
                throw Problem.noRoom
            }
            return path
        }
    }
}

extension Problem {
    /// A form that no page of this service gave to this browser.
    static let foreignForm = Problem(
        .forbidden, "Open the page again and send the form from there.")
}

extension Call {
    fileprivate func importValues(fault: String?) -> [String: Any] {
        [
            "form": formField ?? "", "isBrowser": formField != nil,
            "feeds": Feed.desk.map { ["feed": $0.rawValue] },
            "hasFault": fault != nil, "fault": fault ?? "",
        ]
    }
}

extension ImportFiles.Outcome {
    /// The values of the page's template.
    var values: [String: Any] {
        let rows = rejects.split(separator: "\n").dropFirst()
        return [
            "isDryRun": isDryRun,
            "files": summary.files.map { file in
                [
                    "file": file.name, "feed": file.feed.rawValue, "isKept": file.isKept,
                    "new": file.fates.taken, "unchanged": file.fates.unchanged,
                    "restated": file.fates.restated, "rejected": file.rejected,
                    "reasons": file.reasons.prefix(20).map { reason in
                        [
                            "words": "\(reason.count) × \(reason.column) \(reason.reason)"
                        ]
                    },
                    "hasReasons": !file.reasons.isEmpty,
                    "notes": (file.form + file.notes).map { ["words": $0] },
                    "unknown": file.unknownColumns.joined(separator: ", "),
                    "hasUnknown": !file.unknownColumns.isEmpty,
                ] as [String: Any]
            },
            "refused": summary.refused.map { ["reason": $0.reason] },
            "hasRejects": !rows.isEmpty,
            "rejects": rows.prefix(100).joined(separator: "\n"),
            "isCut": rows.count > 100,
        ]
    }
}
