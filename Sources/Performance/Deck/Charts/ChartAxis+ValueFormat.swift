import Formats
import Office

extension ChartAxis {
    /// An axis whose numbers and labels suit some values.
    ///
    /// - Parameters:
    ///   - title: the title; nil where the slide says it.
    ///   - format: the format of the values.
    ///   - values: what the axis must show; decides the unit of money.
    ///   - minimum: where it begins; nil for a round number below all values.
    ///   - maximum: where it ends; nil for a round number above all values.
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
