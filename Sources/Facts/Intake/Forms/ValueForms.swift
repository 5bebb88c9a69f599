import Calendar
import Domain
import Tables

/// How the dates and numbers of a file are written.
struct ValueForms {
    /// The order of day and month by position of the column. Columns without one need none.
    var dateOrders: [Int: DateOrder] = [:]
    /// The order of day and month in all columns, where a person has said it.
    var dateOrder: DateOrder?
    /// How numbers are written.
    var numbers = NumberStyle.decimalPoint
    /// The time zone whose calendar days count, by its IANA name; UTC where nil.
    var timeZone: String?
    /// What `$` stands for: the reporting currency if that is a dollar; nil otherwise.
    var dollar: String?
    /// Whether numbers with decimals end in `e0`, since they come from typed values.
    var isTyped = false
    /// Whether a key's date carries times, so that the last reading of a day counts.
    var hasTimesInKey = false
    /// Whether the file has not been looked at: the first value that is not written plainly asks
    /// for that.
    var isProvisional = false

    /// The forms of `2025-12-31` and `1234.5`, in which the program itself writes.
    static let plain = ValueForms()
    /// The same, for a file that has not been looked at.
    static let provisional = ValueForms(isProvisional: true)

    /// The order of day and month in a column.
    func order(_ position: Int?) -> DateOrder? {
        dateOrder ?? position.flatMap { dateOrders[$0] }
    }
}

/// A value that is not written plainly was met in a file that has not been looked at yet.
struct FormsNeeded: Error {}
