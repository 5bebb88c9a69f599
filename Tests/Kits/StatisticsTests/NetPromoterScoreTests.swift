import Statistics
import TestSupport
import Testing

struct NetPromoterScoreTests {
    private func score(_ clusters: [(answers: Int, balance: Int)]) -> NetPromoterScore? {
        netPromoterScore(clusters.map { .init(answers: $0.answers, balance: $0.balance) })
    }

    // numpy 2.4.6 and scipy 1.17.1; a list of answers of +1, 0 and -1 for each account:
    // >>> y = np.concatenate(accounts); n = len(y); c = y.sum() / (n + 3); G = len(accounts)
    // >>> s = sum(((np.array(a) - c).sum()) ** 2 for a in accounts)
    // >>> v = (G / (G - 1) * s + .75 * (1 - c)**2 + 1.5 * c**2 + .75 * (1 + c)**2) / (n + 3)**2
    // >>> q = scipy.stats.t.ppf(.975, G - 1) * np.sqrt(v)
    // >>> 100 * y.mean(), max(-100, 100 * (c - q)), min(100, 100 * (c + q))
    @Test(arguments: [
        ([(3, 2), (1, 0)], 50.0, -100.0, 100.0),
        (Array(repeating: (1, 1), count: 10), 100, 42.70474257566013, 100),
        (Array(repeating: (1, -1), count: 10), -100, -100, -42.70474257566013),
        ([(4, 4), (4, 2), (2, 0), (1, -1)], 45.45454545454545, -50.15764879668734, 100),
        (
            [1, 0, 1, -1, 0, 1, 1, 1, 0, -1, 1, 1].map { (1, $0) }, 41.66666666666667,
            -11.82042416317753, 78.48709082984419
        ),
        ([(5, 5), (5, -5)], 0, -100, 100),
        ([(30, 0), (3, 0)], 0, -43.227386348559655, 43.227386348559655),
    ])
    func `score and interval are those of numpy`(
        clusters: [(answers: Int, balance: Int)], value: Double, low: Double, high: Double
    ) {
        let score = score(clusters)
        #expect(isClose(score?.value, value))
        #expect(isClose(score?.interval?.low, low))
        #expect(isClose(score?.interval?.high, high))
    }

    @Test func `answers of one account have a value and no interval`() {
        #expect(score([(12, 12)]) == NetPromoterScore(value: 100, interval: nil))
        #expect(score([(4, 1), (0, 0)]) == NetPromoterScore(value: 25, interval: nil))
    }

    @Test func `promoters and detractors that change places mirror the score`() {
        let clusters = [(7, 3), (2, -2), (9, 1), (1, 1), (4, 0)]
        let mirrored = score(clusters.map { ($0.0, -$0.1) })
        #expect(mirrored?.value == score(clusters).map { -$0.value })
        #expect(isClose(mirrored?.interval?.low, -(score(clusters)?.interval?.high ?? .nan)))
        #expect(isClose(mirrored?.interval?.high, -(score(clusters)?.interval?.low ?? .nan)))
    }

    @Test func `the order of the accounts changes no bit`() {
        var generator = SplitMix64(seed: 3)
        for _ in 0..<200 {
            let clusters = (0..<Int.random(in: 2...40, using: &generator)).map { _ in
                let answers = Int.random(in: 1...9, using: &generator)
                let balance = Int.random(in: -answers...answers, using: &generator)
                return (answers: answers, balance: balance)
            }
            #expect(score(clusters) == score(clusters.shuffled(using: &generator)))
        }
    }

    @Test(arguments: [1, 3, 8])
    func `accounts that speak with one voice widen the interval`(answersEach: Int) {
        let voices = (0..<24).map { $0 % 3 - 1 }
        let single = score(voices.flatMap { Array(repeating: (1, $0), count: answersEach) })
        let shared = score(voices.map { (answersEach, answersEach * $0) })
        #expect(single?.value == shared?.value)
        guard let single = single?.interval, let shared = shared?.interval else {
            Issue.record("no interval")
            return
        }
        #expect(shared.high - shared.low >= single.high - single.low)
    }

    @Test(arguments: [[], [(0, 0)], [(2, 3)], [(2, -3)], [(-1, 0), (4, 1)]])
    func `counts that no survey gives have no score`(clusters: [(answers: Int, balance: Int)]) {
        #expect(score(clusters) == nil)
    }
}
