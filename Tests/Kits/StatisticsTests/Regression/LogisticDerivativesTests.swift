import CLogistic
import Statistics
import Testing

/// The sums in C, with wide registers and without, have the same bits as those of plain Swift.
struct LogisticDerivativesTests {
    private typealias Lanes = SIMD8<Double>

    private struct Rows {
        let width: Int
        var outcomes: [Double] = []
        var clusters: [Int32] = []
        var values: [Double] = []
        var weights: [Lanes] = []
        var parameters: [Lanes] = []
        var means: [Lanes] = []

        /// Rows of some predictors, some of them missing, whose log-odds reach far.
        init(_ random: inout SplitMix64, width: Int, count: Int, reach: Double) {
            func number() -> Double { Double.random(in: 0...1, using: &random) }
            func lanes(_ factor: Double) -> Lanes {
                var lanes = Lanes.zero
                for lane in 0..<8 { lanes[lane] = (number() * 2 - 1) * factor }
                return lanes
            }
            self.width = width
            for row in 0..<count {
                outcomes.append(number() < 0.4 ? 1 : 0)
                clusters.append(Int32(row / 3))
                for _ in 0..<width {
                    values.append(number() < 0.1 ? .nan : number() * 6 - 3)
                }
            }
            for _ in 0...count / 3 {
                weights.append(lanes(2).rounded(.up).replacing(with: 0, where: lanes(1) .< -0.6))
            }
            parameters = (0...width).map { _ in lanes(reach) }
            means = (0..<width).map { _ in lanes(1) }
        }

        /// The sums, one number after another.
        func sums(
            _ add: (
                Int, Int, UnsafePointer<Double>?, UnsafePointer<Int32>?, UnsafePointer<Double>?,
                UnsafeRawPointer?, UnsafeRawPointer?, UnsafeRawPointer?, UnsafeMutableRawPointer?,
                UnsafeMutableRawPointer?, UnsafeMutableRawPointer?
            ) -> Void
        ) -> [Lanes] {
            var gradient = [Lanes](repeating: .zero, count: width + 1)
            var information = [Lanes](repeating: .zero, count: (width + 1) * (width + 2) / 2)
            var row = [Lanes](repeating: .zero, count: width)
            add(
                outcomes.count, width, outcomes, clusters, values, weights, parameters, means,
                &row, &gradient, &information)
            return gradient + information
        }

        /// The same in Swift, which is slower.
        func plainSums() -> [Lanes] {
            var gradient = [Lanes](repeating: .zero, count: width + 1)
            var information = [Lanes](repeating: .zero, count: (width + 1) * (width + 2) / 2)
            for index in outcomes.indices {
                let row = (0..<width).map { column in
                    let known = values[index * width + column]
                    return known.isNaN ? means[column] : Lanes(repeating: known)
                }
                var logOdds = parameters[0]
                for column in 0..<width { logOdds += row[column] * parameters[column + 1] }
                let (probability, variance) = expit(logOdds)
                let weight = weights[Int(clusters[index])]
                let residual = weight * (outcomes[index] - probability)
                let spread = weight * variance
                gradient[0] += residual
                information[0] += spread
                var place = 1
                for column in 0..<width {
                    gradient[column + 1] += residual * row[column]
                    let scaled = spread * row[column]
                    information[place] += scaled
                    place += 1
                    for other in 0...column {
                        information[place] += scaled * row[other]
                        place += 1
                    }
                }
            }
            return gradient + information
        }

        /// The probability and its variance, as Cephes works out the exponential.
        private func expit(_ logOdds: Lanes) -> (probability: Lanes, variance: Lanes) {
            let isBelow = logOdds .< 0
            let size = pointwiseMin(
                logOdds.replacing(with: -logOdds, where: isBelow), Lanes(repeating: 700))
            let magic = 6_755_399_441_055_744.0
            let shifted = size * -1.4426950408889634 + magic
            let whole = shifted - magic
            let rest = -size - whole * 6.93145751953125e-1 - whole * 1.42860682030941723212e-6
            var power = Lanes.zero
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
            let (top, bottom) = (power * (even + odd), even - odd)
            let far = 1 / (bottom + top)
            let (small, large) = (top * far, bottom * far)
            return (large.replacing(with: small, where: isBelow), small * large)
        }
    }

    private func bits(_ lanes: [Lanes]) -> [[UInt64]] {
        lanes.map { lanes in (0..<8).map { lanes[$0].bitPattern } }
    }

    @Test(arguments: [0, 1, 2, 5, 9, 70])
    func `Wide registers, narrow ones and plain Swift give the same bits`(width: Int) {
        var random = SplitMix64(seed: UInt64(width) + 1)
        for reach in [0.0, 0.4, 3, 200] {
            for count in [0, 1, 7, 300] {
                let rows = Rows(&random, width: width, count: count, reach: reach)
                let plain = bits(rows.plainSums())
                #expect(bits(rows.sums(addLogisticDerivatives)) == plain)
                #expect(bits(rows.sums(addLogisticDerivativesNarrowly)) == plain)
            }
        }
    }
}
