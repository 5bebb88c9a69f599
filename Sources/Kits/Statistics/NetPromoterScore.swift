/// A net promoter score with its interval, both in points from -100 to 100.
public struct NetPromoterScore: Sendable, Equatable {
    /// 100 (promoters - detractors) / answers.
    public let value: Double
    /// The 95 % interval, cut at ±100; nil when all answers come from one account.
    public let interval: Interval?

    /// A score with these parts.
    public init(value: Double, interval: Interval?) {
        self.value = value
        self.interval = interval
    }

    /// The answers of one account.
    public struct Cluster: Sendable, Hashable {
        /// How many answers it gave, passives included.
        public var answers: Int
        /// Its promoters (9 and 10) minus its detractors (0 to 6).
        public var balance: Int

        /// The answers of one account.
        public init(answers: Int, balance: Int) {
            self.answers = answers
            self.balance = balance
        }
    }
}

/// The net promoter score of a survey to which accounts gave one or more answers each.
///
///     let score = netPromoterScore([.init(answers: 3, balance: 2), .init(answers: 1, balance: 0)])
///     score?.value  // 50
///
///
/// With y of +1, 0 and -1, n answers of G accounts and k prior answers (a quarter of them
/// promoters, half passives, a quarter detractors):
///
///     c   = (P - D) / (n + k)
///     var = [ G / (G - 1) Σ over accounts (Σ (y - c))² + k/4 (1 - c)² + k/2 c² + k/4 (1 + c)² ]
///           / (n + k)²
///
/// The interval is `100 (c ± t √var)`, t of Student's distribution with G - 1 degrees of freedom.
/// The prior answers give an interval to answers that are all alike.
///
/// - Parameters:
///   - clusters: the answers of each account. Accounts without answers count for nothing.
///   - priorAnswers: k, above 0.
///   - z: the standard normal quantile of the confidence wanted (1.96 for two-sided 95 %).
/// - Returns: the score, its interval nil with fewer than two accounts; nil without answers, or
///   when an account's balance is larger than its number of answers.
/// - Complexity: O(accounts). The order of the accounts does not matter.
///
/// Source: Liang, K.-Y. and Zeger, S. L. (1986), Longitudinal data analysis using generalized linear
/// models, Biometrika 73, 13-22 (clusters); Agresti, A. and Min, Y. (2005), Simple improved
/// confidence intervals for comparing matched proportions, Statistics in Medicine 24, 729-740
/// (prior answers).
public func netPromoterScore(
    _ clusters: [NetPromoterScore.Cluster], priorAnswers: Double = 3, z: Double = 1.959963984540054
) -> NetPromoterScore? {
    var accounts = 0
    var answers = 0
    var balance = 0
    for cluster in clusters {
        guard cluster.answers >= 0, abs(cluster.balance) <= cluster.answers else { return nil }
        if cluster.answers > 0 { accounts += 1 }
        answers += cluster.answers
        balance += cluster.balance
    }
    guard answers > 0 else { return nil }
    let value = 100 * Double(balance) / Double(answers)
    guard accounts > 1 else { return NetPromoterScore(value: value, interval: nil) }

    let weight = Double(answers) + priorAnswers
    let center = Double(balance) / weight
    // Accounts of equal answers are taken together, so that sums do not depend on their order.
    var counts: [NetPromoterScore.Cluster: Int] = [:]
    for cluster in clusters where cluster.answers > 0 { counts[cluster, default: 0] += 1 }
    let squares = counts.map { cluster, count in
        let excess = Double(cluster.balance) - Double(cluster.answers) * center
        return Double(count) * excess * excess
    }.sorted().reduce(0, +)
    let freedom = Double(accounts - 1)
    let (up, down) = (1 - center, 1 + center)
    let prior = priorAnswers * (up * up + 2 * center * center + down * down) / 4
    let variance = (Double(accounts) / freedom * squares + prior) / weight / weight
    let quantile = studentQuantile(normalProbability(upTo: z), degreesOfFreedom: freedom)
    let reach = 100 * quantile * variance.squareRoot()
    return NetPromoterScore(
        value: value,
        interval: Interval(
            low: max(-100, 100 * center - reach), high: min(100, 100 * center + reach)))
}
