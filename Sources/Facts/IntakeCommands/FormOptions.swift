package import ArgumentParser
package import Intake

/// What a person says about the form of a file, as options of an import command.
package struct FormOptions: ParsableArguments {
    @Option(help: "The sheet of a workbook to read.")
    package var sheet: String?

    @Option(help: "The encoding of a file that is not UTF-8, such as CP1252 (iconv -l lists all).")
    package var encoding: String?

    @Option(help: "The field separator: comma, semicolon, tab or pipe.")
    package var separator: String?

    @Option(help: "The line number of the header.")
    package var headerRow: String?

    @Option(help: "The order of dates such as 03/04/2025: dmy or mdy.")
    package var dates: String?

    @Option(help: "The number format: 1,234.56 or 1.234,56.")
    package var numbers: String?

    @Option(
        help: "The time zone in which times become days, such as Europe/Berlin.")
    package var timeZone: String?

    package init() {}

    /// The options as the import takes them.
    ///
    /// - Throws: `ValidationError` that names an option with an impossible value.
    package func reading() throws -> ReadingOptions {
        var options = ReadingOptions()
        let given = [
            ("sheet", sheet), ("encoding", encoding), ("separator", separator),
            ("header_row", headerRow), ("dates", dates), ("numbers", numbers),
            ("time_zone", timeZone),
        ]
        for case (let name, let value?) in given {
            if let complaint = options.set(name, value) {
                let option = name.split(separator: "_").joined(separator: "-")
                throw ValidationError("--\(option) \(complaint), not '\(value)'")
            }
        }
        return options
    }
}
