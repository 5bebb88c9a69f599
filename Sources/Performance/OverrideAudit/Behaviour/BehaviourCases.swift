import Domain
import Statistics

/// The cases of one kind of behaviour by CSM, and in which of them it happened.
struct BehaviourCases {
    let kind: BehaviourKind
    private var cases: [Int: (count: Int, observed: Int)] = [:]
    /// The probability of each case by CSM; only for kinds whose probability is known beforehand.
    private var chances: [Int: [Double]] = [:]

    private let policy: Policy

    /// No case yet.
    init(_ kind: BehaviourKind, policy: Policy) {
        self.kind = kind
        self.policy = policy
    }

    /// Adds a case. One without an owner counts for nobody.
    mutating func add(_ csm: Int?, _ happened: Bool, chance: Double? = nil) {
        guard let csm else { return }
        cases[csm, default: (0, 0)].count += 1
        if happened { cases[csm, default: (0, 0)].observed += 1 }
        if let chance { chances[csm, default: []].append(chance) }
    }

    /// Adds cases that were counted before.
    mutating func add(_ csm: Int, count: Int, observed: Int) {
        guard count > 0 else { return }
        cases[csm, default: (0, 0)].count += count
        cases[csm, default: (0, 0)].observed += observed
    }

    /// The findings about every CSM with enough cases, against all others.
    func findings() -> [BehaviourFinding] {
        let count = cases.values.reduce(0) { $0 + $1.count }
        let observed = cases.values.reduce(0) { $0 + $1.observed }
        let known = cases.filter { Double($0.value.count) >= policy.behaviourMinimumCount }.sorted {
            $0.key < $1.key
        }
        let compared = known.map { csm, mine -> (expected: Double?, p: Double?) in
            if let chances = chances[csm] {
                let happened = PoissonBinomial(chances)
                return (happened.mean, happened.atLeast(mine.observed))
            }
            let others = (count: count - mine.count, observed: observed - mine.observed)
            guard others.count > 0 else { return (nil, nil) }
            let table = TwoByTwo(
                treatedEvents: mine.observed, treatedOthers: mine.count - mine.observed,
                controlEvents: others.observed, controlOthers: others.count - others.observed)
            return (
                Double(mine.count) * Double(others.observed) / Double(others.count),
                kind.side.map { fisherExactP(table, side: $0) } ?? fisherExactP(table)
            )
        }
        let adjusted = benjaminiHochberg(compared.map(\.p))
        return zip(known, zip(compared, adjusted)).map { mine, result in
            BehaviourFinding(
                kind: kind, csm: mine.key, count: mine.value.count,
                observed: mine.value.observed, expected: result.0.expected, p: result.0.p,
                adjustedP: result.1, policy: policy)
        }
    }
}
