/// The probabilities of a binomial distribution relative to that of its mode.
///
/// Each follows from its neighbour by a ratio, going away from the mode. This loses no digits to
/// logarithms of factorials, and it ends where probabilities vanish.
struct BinomialWeights {
    private let trials: Int
    private let odds: Double
    private let mode: Int

    init(trials: Int, probability: Double) {
        self.trials = trials
        odds = probability / (1 - probability)
        mode = min(trials, Int(Double(trials) * probability + probability))
    }

    func weight(of outcome: Int) -> Double {
        var weight = 1.0
        var k = mode
        while k < outcome, weight > 0 {
            weight *= ratioUp(from: k)
            k += 1
        }
        while k > outcome, weight > 0 {
            weight *= ratioDown(from: k)
            k -= 1
        }
        return weight
    }

    func forEach(_ body: (Double) -> Void) {
        var weight = 1.0
        var k = mode
        while weight > 0 {
            body(weight)
            weight *= ratioUp(from: k)
            k += 1
        }
        weight = ratioDown(from: mode)
        k = mode - 1
        while weight > 0 {
            body(weight)
            weight *= ratioDown(from: k)
            k -= 1
        }
    }

    /// The outcomes whose weights do not vanish, from the lowest on, with their weights.
    ///
    /// - Precondition: the probability is above 0 and below 1.
    func all() -> (lowest: Int, weights: [Double]) {
        var below: [Double] = []
        var weight = ratioDown(from: mode)
        while weight > 0 {
            below.append(weight)
            weight *= ratioDown(from: mode - below.count)
        }
        var rest: [Double] = []
        weight = 1
        while weight > 0 {
            rest.append(weight)
            weight *= ratioUp(from: mode + rest.count - 1)
        }
        return (mode - below.count, below.reversed() + rest)
    }

    /// The probability of `k + 1` divided by that of `k`; 0 at the last outcome.
    private func ratioUp(from k: Int) -> Double {
        Double(trials - k) / Double(k + 1) * odds
    }

    /// The probability of `k - 1` divided by that of `k`; 0 at the first outcome.
    private func ratioDown(from k: Int) -> Double {
        Double(k) / Double(trials - k + 1) / odds
    }
}
