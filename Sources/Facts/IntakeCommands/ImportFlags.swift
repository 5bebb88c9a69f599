import ArgumentParser
package import Intake

/// What an import command lets people choose about all its files.
package struct ImportFlags: ParsableArguments {
    @Flag(help: "Allow a complete file to withdraw more than a fifth of a feed.")
    package var withdrawMany = false

    @Flag(help: "Import a file only if none of its rows is rejected.")
    package var strict = false

    @Flag(help: "Report what would happen and change nothing.")
    package var dryRun = false

    @Flag(help: "Print the summary as JSON.")
    package var json = false

    package init() {}

    /// The options of an import.
    ///
    /// - Parameters:
    ///   - rejects: the path of the rejects report.
    ///   - folder: a folder for scratch files.
    ///   - form: what is said about the form of the files.
    ///   - isComplete: whether the files are complete feeds.
    /// - Returns: the options.
    /// - Throws: `ValidationError` that names an option with an impossible value.
    package func options(
        rejects: String, scratch folder: String, form: FormOptions, isComplete: Bool
    ) throws -> ImportFeeds.Options {
        var options = ImportFeeds.Options(rejectsPath: rejects, scratchFolder: folder)
        options.isStrict = strict
        options.reading = try form.reading()
        options.reading.isComplete = isComplete
        options.allowsManyWithdrawals = withdrawMany
        options.isDryRun = dryRun
        return options
    }
}
