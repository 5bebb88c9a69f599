import Glibc

/// The two-sided tail of Student's t distribution: the probability of a value at least as far from
/// 0 as `t`.
///
/// `P(|T| >= |t|) = I(ν / (ν + t²); ν/2, 1/2)`, the regularised incomplete beta function, accurate
/// to a relative 1e-12 far into the tails.
///
/// - Parameters:
///   - t: the statistic. Its sign does not matter.
///   - degreesOfFreedom: ν, above 0. It need not be whole, and is infinite for the normal
///     distribution.
/// - Returns: the probability, in `0...1`; NaN when an argument lies outside its range.
/// - Complexity: O(√ν).
///
/// Source: Abramowitz, M. and Stegun, I. A. (1964), Handbook of Mathematical Functions, 26.7.1.
public func studentTail(_ t: Double, degreesOfFreedom: Double) -> Double {
    guard !t.isNaN, degreesOfFreedom > 0 else { return .nan }
    return StudentDistribution(degreesOfFreedom: degreesOfFreedom).split(at: abs(t)).tails
}

/// The quantile of Student's t distribution: the value that it stays below with probability `q`.
///
/// - Parameters:
///   - q: the probability, in `0...1`; 0 and 1 give the infinities.
///   - degreesOfFreedom: ν, above 0. It need not be whole, and is infinite for the normal
///     distribution.
/// - Returns: the quantile; NaN when an argument lies outside its range.
/// - Complexity: O(√ν).
///
/// Source: the definition, `P(T <= quantile) = q`, solved by bisection to the last bit.
public func studentQuantile(_ q: Double, degreesOfFreedom: Double) -> Double {
    guard (0...1).contains(q), degreesOfFreedom > 0 else { return .nan }
    guard q != 0.5 else { return 0 }
    let distribution = StudentDistribution(degreesOfFreedom: degreesOfFreedom)
    let tails = 2 * min(q, 1 - q)
    guard tails > 0 else { return q == 0 ? -.infinity : .infinity }
    // The smaller of the two parts is compared, as the larger one has lost digits.
    let center = 1 - tails
    func isBelow(_ t: Double) -> Bool {
        let split = distribution.split(at: t)
        return tails < center ? split.tails > tails : split.center < center
    }

    var low = 0.0
    var high = 1.0
    if isBelow(high) {
        while high.isFinite, isBelow(high) {
            low = high
            high *= 2
        }
    } else {
        while high > 0, !isBelow(high / 2) { high /= 2 }
        low = high / 2
    }
    var middle = low + (high - low) / 2
    while low < middle, middle < high {
        if isBelow(middle) { low = middle } else { high = middle }
        middle = low + (high - low) / 2
    }
    return q < 0.5 ? -middle : middle
}

/// Student's t distribution.
private struct StudentDistribution {
    private let degreesOfFreedom: Double
    /// 1 / B(ν/2, 1/2).
    private let scale: Double

    init(degreesOfFreedom: Double) {
        self.degreesOfFreedom = degreesOfFreedom
        scale = Self.gammaQuotient(degreesOfFreedom / 2) / Double.pi.squareRoot()
    }

    /// The probabilities of lying between -t and t, and of lying outside, each to full precision.
    func split(at t: Double) -> (center: Double, tails: Double) {
        // From here on, the normal distribution differs by less than rounding.
        guard degreesOfFreedom < 1e13 else {
            return (erf(t / 2.0.squareRoot()), erfc(t / 2.0.squareRoot()))
        }
        guard t > 0 else { return (0, 1) }
        guard t.isFinite else { return (1, 0) }

        let a = degreesOfFreedom / 2
        // t²/ν is computed from t/√ν, which does not overflow. x and y add up to 1.
        let ratio = t / degreesOfFreedom.squareRoot()
        let x = 1 / (1 + ratio * ratio)
        let y = ratio < 1 ? ratio * ratio * x : 1 / (1 + 1 / ratio / ratio)
        let logX = ratio < 1e100 ? -log1p(ratio * ratio) : -2 * log(ratio)
        let front = scale * exp(a * logX) * y.squareRoot()
        // The continued fraction converges fast only on its own side of the mean.
        if x < (a + 1) / (a + 2.5) {
            let tails = min(1, front / betaFraction(a, 0.5, x, y))
            return (1 - tails, tails)
        }
        let center = min(1, front / betaFraction(0.5, a, y, x))
        return (center, 1 - center)
    }

    /// Γ(a + 1/2) / Γ(a): directly for small a, and from its asymptotic series for large a.
    private static func gammaQuotient(_ a: Double) -> Double {
        guard a > 40 else { return tgamma(a + 0.5) / tgamma(a) }
        let r = 1 / a
        let series = 5.0 / 1024 + r * (-21.0 / 32768 + r * (-399.0 / 262144 + r * 869.0 / 4194304))
        return a.squareRoot() * (1 + r * (-1.0 / 8 + r * (1.0 / 128 + r * series)))
    }
}

/// The divisor of `x^a y^b / B(a, b)` that gives the regularised incomplete beta function of x.
///
/// It is a continued fraction, evaluated by the modified method of Lentz. This form is precise for
/// large parameters, where the usual one subtracts nearly equal numbers.
///
/// Source: Didonato, A. R. and Morris, A. H. (1992), Algorithm 708, ACM Transactions on Mathematical
/// Software 18, 360-373, equation 9; `y` is 1 - x.
private func betaFraction(_ a: Double, _ b: Double, _ x: Double, _ y: Double) -> Double {
    func nonzero(_ value: Double) -> Double { abs(value) < 1e-300 ? 1e-300 : value }
    var value = nonzero(a * (a * y - b * x + 1) / (a + 1))
    var c = value
    var d = 0.0
    var m = 1.0
    var change = 0.0
    // About √max(a, b) steps are enough. The bound only prevents an endless loop.
    while abs(change - 1) > 1e-15, m < 1e8 {
        let span = a + 2 * m - 1
        let share = m * (b - m) * x / span
        let numerator = (a + m - 1) / span * (a + b + m - 1) * x * share
        let inner = a * y - b * x + 1 + m * (1 + y)
        let denominator = m + share + (a + m) / (span + 2) * inner
        d = 1 / nonzero(denominator + numerator * d)
        c = nonzero(denominator + numerator / c)
        change = c * d
        value *= change
        m += 1
    }
    return value
}
