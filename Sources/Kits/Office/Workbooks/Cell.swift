public import Calendar

/// The value of a cell.
public enum Cell: Sendable, Equatable {
    /// A text, which is never read as a formula, a number or a link. Excel keeps 32,767 characters
    /// of a cell; a longer text is cut and ends with "…".
    case text(String)
    /// A number. One that is not finite leaves the cell empty.
    case number(Double)
    /// A day, as a date of the spreadsheet. Days before 1900-03-01 are written as text.
    case day(Day)
    /// Yes or no.
    case flag(Bool)
    /// Nothing.
    case empty
}
