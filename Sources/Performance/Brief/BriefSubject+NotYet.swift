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
        [targetNotYet, portfoliosNotYet, overridesNotYet].compactMap(\.self)
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
        let enough = few.compactMap { csm in enoughFrom(csm).map { (csm: csm, month: $0) } }
            .min { $0.month < $1.month }
        guard let enough else {
            return
                "\(counted(few.count, "CSM")) \(few.count == 1 ? "has" : "have") too few settled "
                + "renewals to compare, and will not have enough within a year."
        }
        let first = isBoard || few.count == 1 ? "the first" : name(of: enough.csm)
        return few.count == 1 && !isBoard
            ? "\(name(of: enough.csm)) has fewer than \(need) settled renewals and could be "
                + "compared from \(enough.month.fullName)."
            : "\(whose) cannot be compared yet; \(first) could be from \(enough.month.fullName)."
    }

    /// The first month in whose window the renewals of a CSM are enough, if all that fall due until
    /// then are settled; nil within a year.
    private func enoughFrom(_ csm: Int) -> Month? {
        let attributed = review.attributed
        let asOf = review.frame.asOf
        let past = attributed.events.filter { $0.owner == .csm(csm) && $0.state.isSettled }
            .map(\.due)
        var due: [Day] = []
        var seen: Set<[Int]> = []
        for renewal in attributed.portfolio.renewals
        where renewal.due > asOf && attributed.ownership.csm(of: renewal.account, on: asOf) == csm {
            // Lines of one day are one contract.
            if seen.insert([renewal.account, Int(renewal.due.number)]).inserted {
                due.append(renewal.due)
            }
        }
        return (1...12).lazy.map { review.frame.month + $0 }.first { month in
            let start = (month - (Int(policy.windowMonths) - 1)).firstDay
            let count = (past + due).count { $0 >= start && $0 <= month.lastDay }
            return Double(count) >= policy.minimumCount
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
