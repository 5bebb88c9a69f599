/// The correlation of a number with an outcome that is one of two: Pearson's, with the outcome as 1 or 0.
///
///     pointBiserialCorrelation([1, 2, 3, 4], isPositive: [false, false, true, true])  // 0.894...
///
/// - Parameters:
///   - values: the number of each case, finite.
///   - isPositive: the outcome of each case, in the same order.
/// - Returns: the correlation, in `-1...1`; nil if all numbers, or all outcomes, are equal.
/// - Complexity: O(n).
public func pointBiserialCorrelation(_ values: [Double], isPositive: [Bool]) -> Double? {
    precondition(values.count == isPositive.count, "each value needs its outcome")
    let count = Double(values.count)
    let positives = Double(isPositive.count { $0 })
    guard positives > 0, positives < count, values.contains(where: { $0 != values[0] }) else {
        return nil
    }
    let mean = values.reduce(0, +) / count
    let share = positives / count
    var (squares, products) = (0.0, 0.0)
    for (value, isPositive) in zip(values, isPositive) {
        let distance = value - mean
        squares += distance * distance
        products += distance * ((isPositive ? 1 : 0) - share)
    }
    let correlation = products / (squares * count * share * (1 - share)).squareRoot()
    return min(max(correlation, -1), 1)
}
