/// Probabilities of log-odds, eight at a time, with the same digits on every machine.
///
/// The exponential is a ratio of polynomials on half a power of two either side of 0, accurate to about
/// 2e-16.
///
/// Source: Moshier, S. L. (1989), Methods and Programs for Mathematical Functions (Cephes), `exp`.
@inline(__always)
func laneExpit(_ logOdds: SIMD8<Double>) -> (probability: SIMD8<Double>, variance: SIMD8<Double>) {
    let isBelow = logOdds .< 0
    // Beyond these, a probability is 0 or 1 for all that sums can tell.
    let size = pointwiseMin(
        logOdds.replacing(with: -logOdds, where: isBelow), SIMD8(repeating: 700))
    // Adding the magic number rounds to a whole number, which its lowest bits then hold.
    let magic = 6_755_399_441_055_744.0
    let shifted = size * -1.4426950408889634 + magic
    let whole = shifted - magic
    let rest = -size - whole * 6.93145751953125e-1 - whole * 1.42860682030941723212e-6
    var power = SIMD8<Double>.zero
    for lane in 0..<8 {
        power[lane] = Double(bitPattern: (shifted[lane].bitPattern &+ 1023) &<< 52)
    }
    let square = rest * rest
    let odd =
        rest
        * ((1.26177193074810590878e-4 * square + 3.02994407707441961300e-2) * square
            + 9.99999999999999999910e-1)
    let even =
        ((3.00198505138664455042e-6 * square + 2.52448340349684104192e-3) * square
            + 2.27265548208155028766e-1) * square + 2.00000000000000000009
    // e^-size = power (even + odd) / (even - odd).
    let (top, bottom) = (power * (even + odd), even - odd)
    let far = 1 / (bottom + top)
    let (small, large) = (top * far, bottom * far)
    return (large.replacing(with: small, where: isBelow), small * large)
}
