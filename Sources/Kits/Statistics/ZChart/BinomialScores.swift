/// The scores of the outcomes of a binomial distribution on the scale of a standard normal one.
///
/// The score of x is `Φ⁻¹(F(x - 1) + f(x) / 2)`, so that half of the outcome's own probability
/// lies on either side of it (mid-p). It is cut at ± `largest`.
///
/// Source: Lancaster, H. O. (1961), Significance tests in discrete distributions, Journal of the
/// American Statistical Association 56, 223-234.
struct BinomialScores {
    private let trials: Int
    private let lowest: Int
    /// The score of each outcome from `lowest` on; beyond both ends the scores are cut.
    private let scores: [Double]
    private let largest: Double
    /// The probability of a score below 0, and of one above it.
    let sideChances: (below: Double, above: Double)

    /// The scores of a number of trials.
    ///
    /// - Precondition: the probability is above 0 and below 1.
    /// - Complexity: O(√trials).
    init(trials: Int, probability: Double, largest: Double) {
        self.trials = trials
        self.largest = largest
        let (lowest, weights) = BinomialWeights(trials: trials, probability: probability).all()
        self.lowest = lowest
        var below: [Double] = []
        var sum = 0.0
        for weight in weights {
            below.append(sum + weight / 2)
            sum += weight
        }
        let total = sum
        // The upper tail is added up from its own end, as 1 minus the lower one has lost digits.
        var above = 0.0
        var scores = weights
        for index in weights.indices.reversed() {
            let score =
                below[index] <= total / 2
                ? normalQuantile(below[index] / total)
                : -normalQuantile((above + weights[index] / 2) / total)
            scores[index] = min(max(score, -largest), largest)
            above += weights[index]
        }
        self.scores = scores
        func chance(_ isOnSide: (Double) -> Bool) -> Double {
            zip(scores, weights).reduce(0) { isOnSide($1.0) ? $0 + $1.1 : $0 } / total
        }
        sideChances = (chance { $0 < -scoreSlack }, chance { $0 > scoreSlack })
    }

    /// The score of an outcome in `0...trials`.
    func score(of outcome: Int) -> Double {
        let index = outcome - lowest
        return index < 0 ? -largest : index < scores.count ? scores[index] : largest
    }

    /// The least and the greatest outcome whose score is at most `reach` from 0; nil without one.
    func outcomes(within reach: Double) -> ClosedRange<Int>? {
        let first = firstOutcome { score(of: $0) >= -reach }
        let last = firstOutcome { score(of: $0) > reach } - 1
        return first <= last ? first...last : nil
    }

    /// The first outcome that meets a condition that all later ones meet too; `trials + 1` without.
    private func firstOutcome(_ condition: (Int) -> Bool) -> Int {
        var (low, high) = (0, trials + 1)
        while low < high {
            let middle = (low + high) / 2
            if condition(middle) { high = middle } else { low = middle + 1 }
        }
        return low
    }
}
