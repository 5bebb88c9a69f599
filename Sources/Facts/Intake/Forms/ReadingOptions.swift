package import Tables

/// What a person says about the form of a file. What is nil is told from the content.
public struct ReadingOptions: Sendable, Equatable {
    /// The sheet of a workbook.
    public var sheet: String?
    /// The encoding, by its iconv name.
    public var encoding: String?
    /// What stands between fields.
    package var separator: Separator?
    /// The line of the header, from 1.
    public var headerRow: Int?
    /// Which number of a date such as 03/04/2025 is the day.
    package var dates: DateOrder?
    /// Which mark of a number parts the decimals.
    package var numbers: NumberStyle?
    /// The time zone whose calendar days count, by its IANA name.
    public var timeZone: String?
    /// Whether the file is everything there is of the feed, so that other rows are withdrawn.
    public var isComplete = false
    /// Whether each date of an `arr` file is a complete list of paying customers.
    public var isSnapshot = false

    /// Everything is told from the content.
    public init() {}

    /// These options, and where they say nothing what others say.
    func completed(by other: ReadingOptions?) -> ReadingOptions {
        guard let other else { return self }
        var both = self
        both.sheet = sheet ?? other.sheet
        both.encoding = encoding ?? other.encoding
        both.separator = separator ?? other.separator
        both.headerRow = headerRow ?? other.headerRow
        both.dates = dates ?? other.dates
        both.numbers = numbers ?? other.numbers
        both.timeZone = timeZone ?? other.timeZone
        both.isComplete = isComplete || other.isComplete
        both.isSnapshot = isSnapshot || other.isSnapshot
        return both
    }

    /// Sets one option from the words of a command line, a query or a mapping.
    ///
    /// - Parameters:
    ///   - name: the option's name, such as `numbers`.
    ///   - text: its value, such as `1.234,56`.
    /// - Returns: what the value must be, where it is not; nil when it was set.
    package mutating func set(_ name: String, _ text: String) -> String? {
        switch name {
        case "sheet": sheet = text
        case "encoding": encoding = text
        case "separator":
            guard let value = Separator(named: text) else {
                return "must be one of , ; | or tab"
            }
            separator = value
        case "header_row":
            guard let value = Int(text), (1...10_000).contains(value) else {
                return "must be the number of a line, from 1"
            }
            headerRow = value
        case "dates":
            guard let value = DateOrder(rawValue: text.lowercased()) else {
                return "must be dmy (day first) or mdy (month first)"
            }
            dates = value
        case "numbers":
            guard let value = NumberStyle(rawValue: text) else {
                return "must be 1,234.56 or 1.234,56"
            }
            numbers = value
        case "time_zone":
            guard TimeZoneOffsets(text) != nil else {
                return "must be the name of a time zone such as Europe/Berlin"
            }
            timeZone = text
        case "complete", "snapshot":
            guard let value = Bool(text) else { return "must be true or false" }
            if name == "complete" { isComplete = value } else { isSnapshot = value }
        default: return "is not an option of a file"
        }
        return nil
    }

    /// The options that `set` knows, in the order in which they are listed.
    package static let names = [
        "sheet", "encoding", "separator", "header_row", "dates", "numbers", "time_zone",
        "complete", "snapshot",
    ]
}
