import Foundation

/// The exact 95 % interval of a share: the chances that give so few, and so many, with a probability
/// of at least 2.5 %.
///
/// Source: Clopper, C. J. and Pearson, E. S. (1934), The use of confidence or fiducial limits
/// illustrated in the case of the binomial, Biometrika 26, 404-413.
package func clopperPearsonInterval(_ count: Int, of all: Int) -> (low: Double, high: Double) {
    func atMost(_ k: Int, _ p: Double) -> Double {
        let n = Double(all)
        return (0...k).reduce(0) { sum, i in
            let ways = lgamma(n + 1) - lgamma(Double(i) + 1) - lgamma(n - Double(i) + 1)
            return sum + exp(ways + Double(i) * log(p) + (n - Double(i)) * log1p(-p))
        }
    }
    func root(_ isBelow: (Double) -> Bool) -> Double {
        var (low, high) = (0.0, 1.0)
        for _ in 0..<50 {
            let middle = (low + high) / 2
            if isBelow(middle) { low = middle } else { high = middle }
        }
        return low
    }
    return (
        count == 0 ? 0 : root { 1 - atMost(count - 1, $0) < 0.025 },
        count == all ? 1 : root { atMost(count, $0) >= 0.025 }
    )
}
