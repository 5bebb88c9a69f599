import Statistics

/// Eighty cases made by arithmetic, the same here and in the sessions above the tests:
///
///     i = np.arange(80)
///     x = (i * 37) % 23;  z = (i * 53) % 31;  w = ((i * 29) % 17)**2;  c = (i * 7) % 27
///     y = (i * i * 31 + 17 * i) % 101 < 5 * x + z - 20
enum RankedCases {
    private static let numbers = Array(0..<80)
    static let x: [Double] = numbers.map { number in Double(number * 37 % 23) }
    static let z: [Double] = numbers.map { number in Double(number * 53 % 31) }
    static let w: [Double] = numbers.map { number in
        let root = number * 29 % 17
        return Double(root * root)
    }
    static let clusters: [Int32] = numbers.map { number in Int32(number * 7 % 27) }
    static let isPositive: [Bool] = numbers.map { number in
        let hash = (number * number * 31 + 17 * number) % 101
        return Double(hash) < 5 * x[number] + z[number] - 20
    }

    /// Cases at random, with ties, in clusters of like outcomes.
    static func random(_ random: inout SplitMix64) -> (
        scores: [Double], others: [Double], isPositive: [Bool], clusters: [Int32]
    ) {
        let count = 4 + random.index(below: 60)
        var cases: ([Double], [Double], [Bool], [Int32]) = ([], [], [], [])
        for _ in 0..<count {
            let cluster = random.index(below: max(2, count / 3))
            let score = Double(random.index(below: 9)) / 4 - 1
            cases.0.append(score)
            cases.1.append(Double(random.index(below: 1000)) - score * 100)
            cases.2.append(random.index(below: 8) < 3 + cluster % 3)
            cases.3.append(Int32(cluster))
        }
        cases.2[0] = true
        cases.2[1] = false
        return cases
    }
}
