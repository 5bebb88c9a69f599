import Domain
package import Intake
import Terminal

extension ImportSummary {
    /// Shows what was imported, file by file.
    ///
    /// - Parameters:
    ///   - hasWithdrawn: whether rows may have been withdrawn.
    ///   - otherProgram: the program that reads the files which this one leaves.
    /// - Throws: `OutputError`.
    package func show(hasWithdrawn: Bool, otherProgram: String) throws {
        let hasWithdrawn = hasWithdrawn || files.contains { $0.fates.withdrawn > 0 }
        var table = Table(
            ["feed", ">rows", ">new", ">unchanged", ">restated", ">rejected"]
                + (hasWithdrawn ? [">withdrawn"] : []) + [""])
        for file in files {
            let counts =
                [
                    file.fates.taken + file.fates.unchanged + file.fates.restated + file.rejected,
                    file.fates.taken, file.fates.unchanged, file.fates.restated, file.rejected,
                ] + (hasWithdrawn ? [file.fates.withdrawn] : [])
            table.add(
                [file.feed.rawValue] + counts.map(Terminal.grouped)
                    + [file.isKept ? "" : "not imported: --strict"])
        }
        if !files.isEmpty { try Terminal.show(table.text) }
        for file in files { try file.show() }
        if !passedOver.isEmpty {
            try Terminal.show("Skipped, not feeds: \(passedOver.joined(separator: ", "))")
        }
        if !elsewhere.isEmpty {
            try Terminal.show(
                "Skipped, read by \(otherProgram): \(elsewhere.joined(separator: ", "))")
        }
        for refusal in refused { try Terminal.show("Refused: \(refusal.reason)") }
        if let path = rejectsPath {
            try Terminal.show("Wrote the rejected rows and their reasons to \(path)")
        }
    }
}

extension ImportSummary.File {
    /// How many reasons of rejected rows are shown for a file.
    private static let mostReasons = 8

    fileprivate func show() throws {
        if !form.isEmpty { try Terminal.show("\(name): read as \(form.joined(separator: "; "))") }
        if !unknownColumns.isEmpty {
            try Terminal.show(
                "\(name): skipped columns \(unknownColumns.joined(separator: ", "))")
        }
        for note in notes { try Terminal.show("\(name): \(note)") }
        let shown = reasons.prefix(Self.mostReasons)
        for reason in shown {
            let column = reason.column.isEmpty ? "" : "\(reason.column) "
            try Terminal.show(
                "\(name): rejected \(Terminal.grouped(reason.count)): \(column)\(reason.reason)")
        }
        if reasons.count > shown.count {
            try Terminal.show("\(name): and \(reasons.count - shown.count) other reasons")
        }
    }
}
