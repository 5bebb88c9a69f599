import Calendar
import Domain
import Formats
import Intake

/// The page about one file: before its import what was detected and what would happen, after it what
/// became of it.
struct PreviewPage {
    private let job: ImportJob
    private let form: PreviewForm
    private let formField: String?
    private let notice: String?
    private let refusal: PreviewRefusal?
    private let summary: ImportSummary?

    /// The page about a file.
    ///
    /// - Parameters:
    ///   - job: the import, or its preview.
    ///   - form: what its form says.
    ///   - formField: the field that proves where a form comes from; nil without a session.
    ///   - notice: what was done just now; nil for nothing.
    init(_ job: ImportJob, _ form: PreviewForm, formField: String?, notice: String?) {
        self.job = job
        self.form = form
        self.formField = formField
        self.notice = notice
        switch job.standing {
        case .done(let summary): (self.summary, refusal) = (summary, nil)
        case .failed(let detail): (self.summary, refusal) = (nil, PreviewRefusal(detail))
        case .waiting, .running: (self.summary, refusal) = (nil, nil)
        }
    }

    private var isPreview: Bool { job.record.isPreview }
    private var feed: Feed { job.record.order.feed }
    private var fileName: String {
        let own = job.record.preview?.fileName ?? summary?.files.first?.name
        return own ?? job.record.file ?? feed.rawValue
    }

    /// The heading.
    var title: String {
        let name = job.record.preview?.isFeedKnown ?? true ? feed.rawValue : "this file"
        if !job.isOver { return "Reading \(name)" }
        if isPreview { return "Check \(name)" }
        if job.record.order.isDryRun { return "Dry run of \(name)" }
        return refusal == nil && summary?.files.first?.isKept ?? false
            ? "Imported \(name)" : "Not imported: \(name)"
    }

    /// The values of the template.
    func values(savedMappings: [String]) -> [String: Any] {
        let controls = PreviewControls(form, savedMappings: savedMappings, refusal: refusal)
        let finding = summary.map {
            ImportFinding($0, isDryRun: job.record.order.isDryRun)
        }
        let file = summary?.files.first
        let isAskedForColumns = refusal?.asked.contains("columns") ?? false
        let columns = PreviewColumns(form)
        let unused = file?.unknownColumns ?? columns.unused
        let good = finding?.accepted ?? 0
        return [
            "address": "/import/\(job.id)", "fileName": fileName,
            "time": Instant(seconds: job.id.seconds).words,
            "form": formField ?? "", "isBrowser": formField != nil,
            "round": job.record.preview?.round ?? 0,
            "notice": notice ?? "", "hasNotice": notice != nil,
            "isReading": !job.isOver, "share": share, "isPreview": isPreview && job.isOver,
            "isRefused": refusal != nil, "refusal": refusal?.text ?? "",
            "canSettle": isPreview && refusal != nil,
            "asked": controls.asked, "others": controls.others,
            "isDone": finding != nil, "sentence": finding?.sentence ?? "",
            "isChecked": isPreview && finding != nil && good + (file?.fates.withdrawn ?? 0) > 0,
            "counts": (finding?.counts ?? []).map { ["label": $0.label, "count": $0.count] },
            "isNotKept": !isPreview && file?.isKept == false,
            "importLabel": "Import \(counted(good, "row"))",
            "detected": detected(file),
            "notes": notes(file, finding),
            "reasons": reasons(file), "hasReasons": !(file?.reasons.isEmpty ?? true),
            "rejectsAddress": "/api/v1/imports/\(job.id)/rejects",
            "hasRejects": job.isOver && job.rejectsSize > 0,
            "columns": columns.used, "empty": columns.empty, "hasEmpty": !columns.empty.isEmpty,
            "emptyNames": columns.emptyNames.joined(separator: ", "),
            "hasColumns": isPreview && job.isOver && columns.hasFile,
            "isAskedForColumns": isAskedForColumns, "canLook": !controls.asked.isEmpty,
            "hasProposed": columns.hasProposed,
            "unused": unused.joined(separator: ", "), "hasUnused": !unused.isEmpty,
            "name": form.name, "asksToReplace": form.asksToReplace,
            "nameComplaint": form.complaints["save_as"] ?? "",
            "hasNameComplaint": form.complaints["save_as"] != nil,
        ]
    }

    /// How much of the file was read, in words.
    private var share: String {
        guard case .running(let done, let total) = job.standing, total > 0 else {
            return "It waits for its turn."
        }
        return "\(done * 100 / total) % is read."
    }

    /// What the file is and how it is written.
    private func detected(_ file: ImportSummary.File?) -> [String] {
        let form = file?.form ?? []
        return form.isEmpty
            ? ["UTF-8 CSV with commas; dates as 2025-12-31"]
            : form.map { $0.prefix(1).uppercased() + $0.dropFirst() }
    }

    private func notes(_ file: ImportSummary.File?, _ finding: ImportFinding?) -> [String] {
        var notes = file?.notes ?? []
        if let summary, !summary.passedOver.isEmpty {
            notes.append("Passed over: \(summary.passedOver.joined(separator: ", ")).")
        }
        return notes.map { $0.prefix(1).uppercased() + $0.dropFirst() } + (finding?.waiting ?? [])
    }

    private static let mostReasons = 20

    /// The rules that rows break, each with examples.
    private func reasons(_ file: ImportSummary.File?) -> [[String: Any]] {
        (file?.reasons ?? []).prefix(Self.mostReasons).map { reason in
            let examples = form.look.examples.first {
                $0.column == reason.column && $0.reason == reason.reason
            }
            return [
                "count": grouped(reason.count), "column": reason.column,
                "hasColumn": !reason.column.isEmpty, "reason": reason.reason,
                "examples": (examples?.rows ?? []).map { row in
                    [
                        "line": grouped(row.line), "value": row.value,
                        "hasValue": !row.value.isEmpty,
                        "detail": row.detail, "hasDetail": !row.detail.isEmpty,
                    ] as [String: Any]
                },
            ]
        }
    }
}
