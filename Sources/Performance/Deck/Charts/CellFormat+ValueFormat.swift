import Formats
import Office

extension CellFormat {
    /// The format of a value in a spreadsheet.
    init(_ format: ValueFormat) {
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

extension ChartAxis {
    /// An axis whose numbers and labels suit some values.
    ///
    /// - Parameters:
    ///   - title: the title; nil where the slide says it.
    ///   - format: the format of the values.
    ///   - values: what the axis must show; decides the unit of money.
    init(
        title: String? = nil, _ format: ValueFormat, values: [Double], minimum: Double? = nil,
        maximum: Double? = nil
    ) {
        let cell = CellFormat(format)
        let (axis, label): (CellFormat, CellFormat?) =
            switch format {
            case .percent, .points: (.percent(0), cell)
            case .number, .signed: (cell, nil)
            case .money(let currency):
                switch values.map(abs).max() ?? 0 {
                case 999_500...:
                    (
                        .millions(currency: currency, decimals: 0),
                        .millions(currency: currency, decimals: 1)
                    )
                case 10_000...: (.thousands(currency: currency), nil)
                default: (cell, nil)
                }
            }
        self.init(
            title: title, format: axis, labelFormat: label, minimum: minimum, maximum: maximum)
    }
}
