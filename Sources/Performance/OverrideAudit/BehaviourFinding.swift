import Domain
import Statistics

/// Something in how CSMs work that is worth a look: a question, never an accusation.
///
/// Source: `Documentation/methods.md`, 15.
public enum BehaviourKind: String, Sendable, CaseIterable {
    /// Scores that rise into a better tier and land just above its threshold.
    case justAbove = "just_above"
    /// Overrides logged in the last days of a month.
    case monthEnd = "month_end"
    /// Red accounts that changed hands before their due date.
    case handover
    /// Overrides taken back soon after.
    case withdrawnEarly = "withdrawn_early"
    /// Overrides that assert red.
    case neverRed = "never_red"
    /// Overrides past their date to look again, with no newer one, on accounts still owned.
    case lapsedLook = "lapsed_look"
    /// Accounts that left though green ninety days before, without a warning in the log.
    case omission
    /// Red accounts that were called better.
    case underReaction = "under_reaction"
}

/// How often something happened with one CSM, against all others.
public struct BehaviourFinding: Sendable {
    /// What was counted.
    public let kind: BehaviourKind
    /// Position in `Portfolio.csms`.
    public let csm: Int
    /// Cases looked at.
    public let count: Int
    /// Those in which it happened.
    public let observed: Int
    /// In how many it would happen at the others' share; nil without others.
    public let expected: Double?
    /// How often chance alone is as far off; nil without others.
    public let p: Double?
    /// The same among all CSMs of the kind (Benjamini-Hochberg).
    public let adjustedP: Double?

    /// What was counted, in plain words.
    public var sentence: String {
        let usual = expected.map { "; with other CSMs it would be \(oneDecimal($0))" } ?? ""
        return "\(kind.opening(count)) \(observed) \(kind.happening)\(usual)."
    }

    private func oneDecimal(_ value: Double) -> String {
        let tenths = Int((value * 10).rounded())
        return tenths % 10 == 0 ? String(tenths / 10) : "\(tenths / 10).\(tenths % 10)"
    }
}

extension BehaviourKind {
    fileprivate func opening(_ count: Int) -> String {
        switch self {
        case .justAbove: "Of \(count) rises into a better tier"
        case .monthEnd, .withdrawnEarly, .neverRed: "Of \(count) overrides"
        case .handover: "Of \(count) accounts that were red 120 days before their due date"
        case .lapsedLook: "Of \(count) overrides past their date to look again"
        case .omission: "Of \(count) accounts that left"
        case .underReaction: "Of \(count) accounts that were red 90 days before their due date"
        }
    }

    fileprivate var happening: String {
        switch self {
        case .justAbove: "landed within 3 points above the threshold"
        case .monthEnd: "were logged in the last 7 days of a month"
        case .handover: "changed hands before it"
        case .withdrawnEarly: "were taken back within 14 days"
        case .neverRed: "said red"
        case .lapsedLook: "have no newer one while the account is still owned"
        case .omission: "were green 90 days before, with no warning in the log"
        case .underReaction:
            "were called better, and left no less often than similar ones that were not"
        }
    }
}

/// Cases of one kind: whose, and whether it happened.
struct BehaviourCases {
    /// Fewer cases tell nothing about a CSM.
    static let fewest = 10

    let kind: BehaviourKind
    private var cases: [Int: (count: Int, observed: Int)] = [:]
    /// By CSM; only for kinds whose share is known beforehand.
    private var chances: [Int: [Double]] = [:]

    init(_ kind: BehaviourKind) { self.kind = kind }

    /// Adds a case; one without an owner counts for nobody.
    mutating func add(_ csm: Int?, _ happened: Bool, chance: Double? = nil) {
        guard let csm else { return }
        cases[csm, default: (0, 0)].count += 1
        if happened { cases[csm, default: (0, 0)].observed += 1 }
        if let chance { chances[csm, default: []].append(chance) }
    }

    /// Every CSM with enough cases against all others.
    func findings() -> [BehaviourFinding] {
        let count = cases.values.reduce(0) { $0 + $1.count }
        let observed = cases.values.reduce(0) { $0 + $1.observed }
        let known = cases.filter { $0.value.count >= Self.fewest }.sorted { $0.key < $1.key }
        let compared = known.map { csm, mine -> (expected: Double?, p: Double?) in
            if let chances = chances[csm] {
                let luck = PoissonBinomial(chances)
                return (luck.mean, luck.atLeast(mine.observed))
            }
            let others = (count: count - mine.count, observed: observed - mine.observed)
            guard others.count > 0 else { return (nil, nil) }
            let table = TwoByTwo(
                treatedEvents: mine.observed, treatedOthers: mine.count - mine.observed,
                controlEvents: others.observed, controlOthers: others.count - others.observed)
            return (
                Double(mine.count) * Double(others.observed) / Double(others.count),
                fisherExactP(table)
            )
        }
        let adjusted = benjaminiHochberg(compared.map(\.p))
        return zip(known, zip(compared, adjusted)).map { mine, result in
            BehaviourFinding(
                kind: kind, csm: mine.key, count: mine.value.count,
                observed: mine.value.observed, expected: result.0.expected, p: result.0.p,
                adjustedP: result.1)
        }
    }
}
