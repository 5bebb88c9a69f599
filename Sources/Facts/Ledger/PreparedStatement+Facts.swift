import Calendar
import Domain
import Storage

extension PreparedStatement {
    /// Binds values to the parameters from `first` (from 1) on. Returns the index after the last
    /// one.
    @discardableResult
    func bind(_ values: some Sequence<FeedValue>, from first: Int32 = 1) -> Int32 {
        var index = first
        for value in values {
            switch value {
            case .none: bindNull(at: index)
            case .text(let text): bind(text, at: index)
            case .day(let day): bind(day.description, at: index)
            case .number(let number): bind(number, at: index)
            }
            index += 1
        }
        return index
    }
}
