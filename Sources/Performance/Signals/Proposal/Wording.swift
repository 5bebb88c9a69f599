import Formats

/// A share as whole percent, or with one decimal where that matters: `64 %`, `0.4 %`.
func percent(_ share: Double) -> String {
    let percent = 100 * share
    return abs(percent) < 1 && percent != 0
        ? "\(decimalText(percent, decimals: 1)) %" : "\(decimalText(percent, decimals: 0)) %"
}
