/// The mean and the spread of a segment of a z-chart, from which z and limits of any size follow.
struct ZChartScale {
    /// The mean, each value with the weight of its size.
    let mean: Double
    /// The variance of one observation; nil for counts.
    let variance: Double?
    /// The mean size.
    let typicalSize: Double
    private let largestZ: Double

    /// The scale of some values; nil without any.
    init?(_ values: [ZChartSeries.Value], spread: ZChartSpread, constants: ZChartConstants) {
        guard !values.isEmpty else { return nil }
        largestZ = constants.largestZ
        switch spread {
        case .binomial:
            let successes = values.reduce(0) { $0 + count(of: $1.value, in: $1.size) }
            let trials = values.reduce(0) { $0 + Int($1.size) }
            mean = Double(successes) / Double(trials)
            variance = nil
            typicalSize = Double((2 * trials + values.count) / (2 * values.count))
        case .variance(let function):
            let sizes = values.reduce(0) { $0 + $1.size }
            mean = values.reduce(0) { $0 + $1.size * $1.value } / sizes
            variance = function(values.map(\.position))
            typicalSize = sizes / Double(values.count)
        }
    }

    /// Whether the values could differ at all.
    var canVary: Bool { variance.map { $0 > 1e-18 } ?? (mean > 0 && mean < 1) }

    /// What z and limits are at a size.
    func ruler(size: Double) -> Ruler {
        guard let variance else {
            return .counts(
                BinomialScores(trials: Int(size), probability: mean, largest: largestZ),
                trials: size)
        }
        return .mean(mean, standardError: (variance / size).squareRoot())
    }

    /// Translates between values of one size and z.
    enum Ruler {
        case counts(BinomialScores, trials: Double)
        case mean(Double, standardError: Double)

        /// The z of a value.
        func score(of value: Double) -> Double {
            switch self {
            case .counts(let scores, let trials): scores.score(of: count(of: value, in: trials))
            case .mean(let mean, let standardError): (value - mean) / standardError
            }
        }

        /// How likely luck puts a value below the mean, and above it.
        var sideChances: (below: Double, above: Double) {
            switch self {
            case .counts(let scores, _): scores.sideChances
            case .mean: (0.5, 0.5)
            }
        }

        /// The limits; nil where no share lies within them.
        func limits(reach: Double, near: Double) -> ZChartLimits? {
            switch self {
            case .counts(let scores, let trials):
                guard let outer = scores.outcomes(within: reach + scoreSlack),
                    let inner = scores.outcomes(within: near + scoreSlack)
                else { return nil }
                return ZChartLimits(
                    lower: Double(outer.lowerBound) / trials,
                    nearLower: Double(inner.lowerBound) / trials,
                    nearUpper: Double(inner.upperBound) / trials,
                    upper: Double(outer.upperBound) / trials)
            case .mean(let mean, let standardError):
                return ZChartLimits(
                    lower: mean - reach * standardError, nearLower: mean - near * standardError,
                    nearUpper: mean + near * standardError, upper: mean + reach * standardError)
            }
        }
    }
}

/// How many of `size` trials a share is.
private func count(of share: Double, in size: Double) -> Int { Int((share * size).rounded()) }
