public import Calendar

/// Why a month cannot be closed, or has no published figures. The description says what to do.
public enum ClosingError: Error, Equatable, CustomStringConvertible {
    /// The month has not ended, or its last day is not over.
    case notOver(Month, today: Day)
    /// Something was imported while the month was being closed.
    case factsChanged(Month)
    /// The month is not closed.
    case notClosed(Month)
    /// There are open disputes about the month.
    case openDisputes(Month, Int)
    /// The note or the reason has nothing in it.
    case emptyText(String)

    /// One line: what is wrong and what to do.
    public var description: String {
        switch self {
        case .notOver(let month, let today):
            "\(month) cannot be closed on \(today): its last day, \(month.lastDay), is not over; "
                + "close it from \(month.lastDay + 1) on"
        case .factsChanged(let month):
            "\(month) was not closed, because something was imported meanwhile: close it again"
        case .notClosed(let month):
            "\(month) is not closed, so nothing was published that figures could differ from: "
                + "`parallax close --month \(month)` closes it"
        case .openDisputes(let month, let count):
            "\(month) was not closed, because \(count == 1 ? "a dispute is" : "\(count) disputes are") "
                + "open: accept or decline \(count == 1 ? "it" : "them"), or say why with "
                + "--despite-disputes"
        case .emptyText(let option):
            "\(option) needs words"
        }
    }
}
