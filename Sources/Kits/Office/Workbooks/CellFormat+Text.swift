import Formats

extension CellFormat {
    /// A number as the format shows it, for labels and for measuring.
    func text(_ value: Double) -> String {
        guard value.isFinite else { return "" }
        switch self {
        case .text: return decimalText(value)
        case .integer: return shown(value, 0)
        case .decimal(let decimals): return shown(value, decimals)
        case .signed(let decimals): return shown(value, decimals, signed: true)
        case .percent(let decimals): return shown(value * 100, decimals) + " %"
        case .money(let currency): return prefix(currency) + shown(value, 0)
        case .millions(let currency, let decimals):
            return prefix(currency) + shown(value / 1e6, decimals) + " m"
        case .thousands(let currency): return prefix(currency) + shown(value / 1e3, 0) + " k"
        case .day: return "0000-00-00"
        }
    }

    private func prefix(_ currency: String) -> String { currency.isEmpty ? "" : currency + " " }

    private func shown(_ value: Double, _ decimals: Int, signed: Bool = false) -> String {
        decimalText(value, decimals: decimals, signed: signed).replacing("\u{2212}", with: "-")
    }
}
