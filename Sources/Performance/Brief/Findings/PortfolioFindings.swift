import Attribution
import Domain
import Formats
import Review
import Scorecards

extension BriefSubject {
    /// The portfolios of CSMs that lie outside their expected range.
    var portfolioFindings: [Finding] {
        csms.compactMap { csm in
            review.fair.figures(of: .csm(csm)).flatMap { figures in
                outside(figures).map { portfolioFinding(csm, figures, $0) }
            }
        }
    }

    /// The teams whose portfolios lie outside their expected range.
    var teamFindings: [Finding] {
        guard !isNameless else { return [] }
        return review.scoreboard.teams.compactMap { card in
            guard isCompany || card.scope == scope, case .team(let name) = card.scope,
                let figures = review.fair.figures(of: card.scope), let chance = outside(figures),
                !isOfOneMember(name, figures)
            else { return nil }
            let isBelow = !figures.isAboveExpected
            return finding(
                .team, isBelow ? .worse : .better, chance.strength,
                stake: stake(figures, revenueUp(card)),
                title: "Team \(name) renewed \(figures.observed) of \(figures.settled) contracts; "
                    + "\(expected(figures)) were expected of accounts like these.",
                figure: figure(figures, chance),
                action: isBelow
                    ? "Ask the team’s manager what its \(figures.settled - figures.observed) churned "
                        + "contracts\(ofCompany()) have in common."
                    : "Ask the team’s manager what the others could learn.",
                evidence: .team(name))
        }
    }

    /// Whether one member who stands out on the same side makes at least half of a team's difference: then
    /// the member's own finding tells it.
    private func isOfOneMember(_ team: String, _ figures: FairFigures) -> Bool {
        let excess = excess(figures)
        return csms.filter { review.isMember($0, of: team) }
            .compactMap { review.fair.figures(of: .csm($0)) }
            .contains { member in
                outside(member) != nil && self.excess(member) * excess > 0
                    && abs(self.excess(member)) >= abs(excess) / 2
            }
    }

    /// About how many contracts should have been renewed.
    private func expected(_ figures: FairFigures) -> String {
        "about " + (figures.expected.map { plain($0.expected) } ?? "–")
    }

    /// Of how many of the whole company, beside a team's churned contracts.
    private func ofCompany() -> String {
        isCompany ? " (of the company’s \(lostRenewals { _ in true }.count))" : ""
    }

    /// How many contracts more than expected were renewed.
    private func excess(_ figures: FairFigures) -> Double {
        Double(figures.observed) - (figures.expected?.expected ?? 0)
    }

    private func portfolioFinding(
        _ csm: Int, _ figures: FairFigures, _ chance: FairFigures.Chance
    ) -> Finding {
        let isBelow = !figures.isAboveExpected
        let card = review.scoreboard.csms.first { $0.scope == .csm(csm) }
        let name = review.attributed.portfolio.csms[csm].name
        let whose = isNameless ? "One CSM’s portfolio" : "\(name)’s portfolio"
        return finding(
            isBelow ? .portfolioBelow : .portfolioAbove, isBelow ? .worse : .better,
            chance.strength, stake: stake(figures, card.map(revenueUp) ?? 0),
            title:
                "\(whose) renewed \(figures.observed) of \(figures.settled) contracts; "
                + "\(expected(figures)) were expected of accounts like these.",
            figure: figure(figures, chance),
            action: isNameless
                ? isBelow
                    ? "Its manager is asked what the churned contracts have in common."
                    : "The others may learn from it."
                : isBelow ? question(csm, figures) : lesson(csm, figures),
            evidence: isNameless ? .company : .card(csm: csm))
    }

    private func question(_ csm: Int, _ figures: FairFigures) -> String {
        let lost = lostRenewals { $0.owner == .csm(csm) }
        var facts: [String] = []
        if lost.handedOver > 0 {
            facts.append(
                "\(lost.handedOver) of them had changed CSM within the year")
        }
        if lost.lapsed > 0 {
            facts.append("\(lost.lapsed) \(lost.lapsed == 1 ? "has" : "have") no recorded outcome")
        }
        return "Ask about the \(counted(lost.count, "contract")) that churned"
            + (facts.isEmpty ? "" : ": \(list(facts))") + "."
            + (lost.largest.map { " The largest: \($0)." } ?? "") + caution(figures)
    }

    private func lesson(_ csm: Int, _ figures: FairFigures) -> String {
        let taken = renewedAfterHandover(csm)
        return "Learn from this portfolio: ask what was done differently"
            + (taken > 0
                ? "; \(taken) of the \(figures.observed) had changed CSM within the year" : "")
            + "." + caution(figures)
    }

    /// Who stands out for the first time mostly comes back.
    private func caution(_ figures: FairFigures) -> String {
        figures.chance?.isFirstTime == true
            ? " First time outside the range: such figures often move back by themselves." : ""
    }

    private func outside(_ figures: FairFigures) -> FairFigures.Chance? {
        figures.chance.flatMap { $0.band.isOutside ? $0 : nil }
    }

    private func figure(
        _ figures: FairFigures, _ chance: FairFigures.Chance
    ) -> Finding.Figure {
        Finding.Figure(
            value: "\(figures.observed) of \(figures.settled)",
            beside: "\(chance.range.lowerBound) to \(chance.range.upperBound) expected",
            span: Finding.Span(
                value: figures.observed, expected: chance.range, most: figures.settled))
    }

    /// The contracts too many or too few, at the average revenue of the portfolio's contracts.
    private func stake(_ figures: FairFigures, _ revenue: Double) -> Double {
        guard let expected = figures.expected?.expected, figures.settled > 0 else { return 0 }
        return abs(Double(figures.observed) - expected) / Double(figures.settled) * revenue
    }
}

extension FairFigures.Chance {
    fileprivate var strength: Finding.Strength { band == .unlikelyChance ? .strong : .usual }
}
