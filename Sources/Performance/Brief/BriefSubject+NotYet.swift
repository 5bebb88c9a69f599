import Attribution
import Calendar
import Domain
import Formats
import OverrideAudit
import Review
import Scorecards

extension BriefSubject {
    /// What cannot be told yet, and when or how it could be.
    var notYet: [String] {
        let about =
            reader == .modelOwner
            ? [overridesNotYet] : [targetNotYet, portfoliosNotYet, overridesNotYet]
        return about.compactMap(\.self)
    }

    /// The smallest distance from the target that so many contracts could show.
    private var targetNotYet: String? {
        let rate = card.metrics.logoRenewalRate
        guard rate.comparison.versusTarget == .cannotTell,
            rate.comparison.verdictReason != .outcomesMissing,
            let target = rate.comparison.target, let count = rate.estimate.denominator, count > 0,
            rate.estimate.value != nil, target > 0, target < 1
        else { return nil }
        let reach = policy.z * (target * (1 - target) / count).squareRoot()
        let points = ValueFormat.number(decimals: 0).text((reach * 100).rounded(.up))
        return
            "Renewal rate: with \(numberText(count)) contracts a year, a gap to the target of less "
            + "than about \(points) points cannot be told from chance."
    }

    /// The CSMs with too few settled renewals, and the first of them who will have enough.
    private var portfoliosNotYet: String? {
        let few = csms.filter {
            review.fair.figures(of: .csm($0))?.reason == .tooFew
        }
        guard !few.isEmpty else { return nil }
        let need = numberText(policy.minimumCount)
        let whose = "\(counted(few.count, "CSM")) with fewer than \(need) settled renewals"
        let due = dueDays(of: Set(few))
        let enough = few.compactMap { csm in
            enoughFrom(due[csm, default: []]).map { (csm: csm, month: $0) }
        }.min { $0.month < $1.month }
        guard let enough else {
            return
                "\(counted(few.count, "CSM")) \(few.count == 1 ? "has" : "have") too few settled "
                + "renewals to compare, and will not have enough within a year."
        }
        let first = isNameless || few.count == 1 ? "the first" : name(of: enough.csm)
        return few.count == 1 && !isNameless
            ? "\(name(of: enough.csm)) has fewer than \(need) settled renewals and could be "
                + "compared from \(enough.month.fullName)."
            : "\(whose) cannot be compared yet; \(first) could be from \(enough.month.fullName)."
    }

    /// The due days of some CSMs' settled renewals, and of the contracts that fall due later on accounts
    /// which they own today.
    private func dueDays(of csms: Set<Int>) -> [Int: [Day]] {
        let attributed = review.attributed
        let asOf = review.frame.asOf
        var days: [Int: [Day]] = [:]
        for event in attributed.events where event.state.isSettled {
            if case .csm(let csm) = event.owner, csms.contains(csm) {
                days[csm, default: []].append(event.due)
            }
        }
        var last: (account: Int, due: Day)?
        for renewal in attributed.portfolio.renewals where renewal.due > asOf {
            // Lines of one day are one contract; they stand side by side.
            guard last?.account != renewal.account || last?.due != renewal.due else { continue }
            last = (renewal.account, renewal.due)
            if let csm = attributed.ownership.csm(of: renewal.account, on: asOf),
                csms.contains(csm)
            {
                days[csm, default: []].append(renewal.due)
            }
        }
        return days
    }

    /// The first month in whose window so many due days are enough, if all contracts are settled by
    /// then; nil within a year.
    private func enoughFrom(_ due: [Day]) -> Month? {
        (1...12).lazy.map { review.frame.month + $0 }.first { month in
            let start = (month - (Int(review.frame.windowMonths) - 1)).firstDay
            return Double(due.count { $0 >= start && $0 <= month.lastDay }) >= policy.minimumCount
        }
    }

    /// What upward and downward overrides are worth, where it is too early.
    private var overridesNotYet: String? {
        guard isCompany else { return nil }
        let early = review.audit.worth.filter { $0.shown == nil && $0.effect.reason == .tooFew }
        guard !early.isEmpty else { return nil }
        let open = review.audit.directions.reduce(0) { $0 + $1.open }
        let which =
            early.count == 2
            ? "overrides" : early[0].direction == .up ? "upward overrides" : "downward overrides"
        return "Too few \(which) have an outcome to judge what they are worth"
            + (open > 0 ? "; \(open) more will have one in the coming months." : ".")
    }
}
