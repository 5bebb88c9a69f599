import Domain

extension DataQuality {
    /// `rejected_rows`: rows of a feed that were not imported and still stand as rejected.
    var rejectedRows: [DataIssue] {
        feeds.compactMap { status in
            let rows = status.notImported.rows
            guard rows > 0 else { return nil }
            let things = status.extent.feed.things
            return DataIssue(
                kind: "rejected_rows", severity: .high, count: rows,
                example: "\(rows) of \(status.allRows) \(things) were not imported",
                whatToDo: "See why with `parallax rejects \(status.extent.feed.rawValue)`, correct "
                    + "them and import them again. To end this report without them: `parallax "
                    + "rejects forget \(status.extent.feed.rawValue)`.")
        }
    }

    /// `refused_file`: a feed whose last file was refused as a whole.
    var refusedFiles: [DataIssue] {
        feeds.compactMap { status in
            guard let file = status.notImported.refusedFile else { return nil }
            return DataIssue(
                kind: "refused_file", severity: .high, count: 1,
                example: "\(file): \(status.notImported.refusal ?? "")",
                whatToDo: "Import the file again as the reason says. Until then the review rests "
                    + "on what was there before.")
        }
    }
}
