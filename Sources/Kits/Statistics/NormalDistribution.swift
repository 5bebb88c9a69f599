import Glibc

/// The probability that a standard normal variable is at most `z`: Φ(z).
///
/// - Parameter z: the value.
/// - Returns: the probability, in `0...1`, with a relative error below 1e-13 down to z = -37.
///
/// Source: Abramowitz, M. and Stegun, I. A. (1964), Handbook of Mathematical Functions, 26.2.29.
public func normalProbability(upTo z: Double) -> Double {
    erfc(-z / 2.0.squareRoot()) / 2
}

/// The quantile of the standard normal distribution, Φ⁻¹(q): the value that it stays below with
/// probability `q`.
///
///     normalQuantile(0.975)  // 1.959963984540054
///
///
/// The relative error is below 1e-13 for q from 1e-300 to 1/2. Above 1/2 the digits are those that
/// `1 - q` still has: pass the upper tail instead and change the sign.
///
/// - Parameter q: the probability, in `0...1`; 0 and 1 give the infinities.
/// - Returns: the quantile; NaN when q lies outside its range.
///
/// Source: Wichura, M. J. (1988), Algorithm AS 241: the percentage points of the normal
/// distribution, Applied Statistics 37, 477-484, PPND16.
public func normalQuantile(_ q: Double) -> Double {
    guard (0...1).contains(q) else { return .nan }
    let offset = q - 0.5
    if abs(offset) <= 0.425 {
        return offset * ratio(of: centralTerms, at: 0.180625 - offset * offset)
    }
    let tail = min(q, 1 - q)
    guard tail > 0 else { return q == 0 ? -.infinity : .infinity }
    let depth = (-log(tail)).squareRoot()
    let distance =
        depth <= 5 ? ratio(of: middleTerms, at: depth - 1.6) : ratio(of: farTerms, at: depth - 5)
    return offset < 0 ? -distance : distance
}

/// The coefficients of a ratio of two polynomials, the constant terms first.
private typealias Terms = (numerator: [Double], denominator: [Double])

private func ratio(of terms: Terms, at x: Double) -> Double {
    func value(_ coefficients: [Double]) -> Double {
        coefficients.reversed().reduce(0) { $0 * x + $1 }
    }
    return value(terms.numerator) / value(terms.denominator)
}

private let centralTerms: Terms = (
    [
        3.3871328727963666080, 133.14166789178437745, 1971.5909503065514427,
        13731.693765509461125, 45921.953931549871457, 67265.770927008700853,
        33430.575583588128105, 2509.0809287301226727,
    ],
    [
        1, 42.313330701600911252, 687.18700749205790830, 5394.1960214247511077,
        21213.794301586595867, 39307.895800092710610, 28729.085735721942674,
        5226.4952788528545610,
    ]
)

private let middleTerms: Terms = (
    [
        1.42343711074968357734, 4.63033784615654529590, 5.76949722146069140550,
        3.64784832476320460504, 1.27045825245236838258, 2.41780725177450611770e-1,
        2.27238449892691845833e-2, 7.74545014278341407640e-4,
    ],
    [
        1, 2.05319162663775882187, 1.67638483018380384940, 6.89767334985100004550e-1,
        1.48103976427480074590e-1, 1.51986665636164571966e-2, 5.47593808499534494600e-4,
        1.05075007164441684324e-9,
    ]
)

private let farTerms: Terms = (
    [
        6.65790464350110377720, 5.46378491116411436990, 1.78482653991729133580,
        2.96560571828504891230e-1, 2.65321895265761230930e-2, 1.24266094738807843860e-3,
        2.71155556874348757815e-5, 2.01033439929228813265e-7,
    ],
    [
        1, 5.99832206555887937690e-1, 1.36929880922735805310e-1, 1.48753612908506148525e-2,
        7.86869131145613259100e-4, 1.84631831751005468180e-5, 1.42151175831644588870e-7,
        2.04426310338993978564e-15,
    ]
)
