public import Formats

extension CellFormat {
    /// The format of a value for people, in a spreadsheet. Amounts of money are whole there.
    public init(_ format: ValueFormat) {
        self =
            switch format {
            case .percent(let decimals): .percent(decimals)
            case .number(let decimals): decimals == 0 ? .integer : .decimal(decimals)
            case .signed(let decimals): .signed(decimals)
            case .points(let decimals): .percent(decimals)
            case .money(let currency): .money(currency: currency)
            }
    }
}
