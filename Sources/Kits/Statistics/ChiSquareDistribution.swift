import Glibc

/// The probability that a chi-square variable is at most `x`.
///
/// - Parameters:
///   - x: the value.
///   - degreesOfFreedom: above 0.
/// - Returns: the regularised incomplete gamma function P(ν/2, x/2), to about 1e-14; NaN when an argument
///   lies outside its range.
///
/// Source: Abramowitz, M. and Stegun, I. A. (1964), Handbook of Mathematical Functions, 6.5.29 and 6.5.31.
public func chiSquareProbability(upTo x: Double, degreesOfFreedom: Double) -> Double {
    guard !x.isNaN, degreesOfFreedom > 0 else { return .nan }
    guard x > 0 else { return 0 }
    guard x.isFinite else { return 1 }
    let (a, half) = (degreesOfFreedom / 2, x / 2)
    var sign: Int32 = 0
    let front = exp(a * log(half) - half - lgamma_r(a, &sign))
    if half < a + 1 {
        var term = 1 / a
        var sum = term
        var k = a
        while term > sum * 1e-17 {
            k += 1
            term *= half / k
            sum += term
        }
        return min(1, front * sum)
    }
    // The continued fraction of the upper part, by the modified method of Lentz.
    var b = half + 1 - a
    var c = 1e300
    var d = 1 / b
    var value = d
    var k = 1.0
    var change = 0.0
    while abs(change - 1) > 1e-16, k < 1e5 {
        let numerator = -k * (k - a)
        b += 2
        d = 1 / (numerator * d + b)
        c = b + numerator / c
        change = c * d
        value *= change
        k += 1
    }
    return max(0, 1 - front * value)
}

/// The quantile of the chi-square distribution: the value that it stays below with probability `q`.
///
/// - Parameters:
///   - q: the probability, in `0...1`; 1 gives infinity.
///   - degreesOfFreedom: above 0.
/// - Returns: the quantile; NaN when an argument lies outside its range.
///
/// Source: the definition, solved by bisection to the last bit.
public func chiSquareQuantile(_ q: Double, degreesOfFreedom: Double) -> Double {
    guard (0...1).contains(q), degreesOfFreedom > 0 else { return .nan }
    guard q < 1 else { return .infinity }
    func isBelow(_ x: Double) -> Bool {
        chiSquareProbability(upTo: x, degreesOfFreedom: degreesOfFreedom) < q
    }
    var (low, high) = (0.0, max(1, degreesOfFreedom))
    while isBelow(high) { high *= 2 }
    var middle = low + (high - low) / 2
    while low < middle, middle < high {
        if isBelow(middle) { low = middle } else { high = middle }
        middle = low + (high - low) / 2
    }
    return high
}
