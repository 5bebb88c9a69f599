import Attribution
import Domain
import Formats
import Review
import Scorecards

/// What a brief is about: the company or one team, and who may be named.
struct BriefSubject {
    let review: MonthlyReview
    let reader: Brief.Reader
    /// The card of the company or the team.
    let card: Scorecard
    /// The scope of that card.
    let scope: Scope
    /// The CSMs that the reader may see the figures of.
    let csms: [Int]

    init(_ review: MonthlyReview, _ reader: Brief.Reader) {
        self.review = review
        self.reader = reader
        switch reader {
        case .everybody, .board, .modelOwner:
            scope = .company
        case .team(let name):
            scope = .team(name)
        }
        let own = scope
        card =
            review.scoreboard.teams.first { $0.scope == own } ?? review.scoreboard.company
        csms = review.scoreboard.csms.compactMap { card in
            guard case .csm(let csm) = card.scope else { return nil }
            guard case .team(let team) = reader else { return csm }
            return review.isMember(csm, of: team) ? csm : nil
        }
    }

    var policy: Policy { review.policy }
    /// Whether nobody may be named.
    var isNameless: Bool { reader == .board || reader == .modelOwner }
    var isCompany: Bool { scope == .company }

    /// Whether an event counts in the card: all of the company's do, and those of the team's CSMs.
    func isMine(_ event: RenewalEvent) -> Bool {
        guard !isCompany else { return true }
        guard case .csm(let csm) = event.owner else { return false }
        return csms.contains(csm)
    }

    /// A finding with its importance.
    func finding(
        _ kind: Finding.Kind, _ tone: Finding.Tone, _ strength: Finding.Strength, stake: Double,
        title: String, figure: Finding.Figure, action: String, evidence: Finding.Evidence
    ) -> Finding {
        let weight =
            switch strength {
            case .strong: 1.0
            case .usual: policy.briefUsualWeight
            case .weak: policy.briefWeakWeight
            }
        return Finding(
            kind: kind, tone: tone, strength: strength, title: title, figure: figure,
            action: action, evidence: evidence, stake: stake, importance: weight * stake)
    }

    /// The revenue of the contracts of a card that were up for renewal in the window.
    func revenueUp(_ card: Scorecard) -> Double {
        card.metrics.grossRenewalRate.estimate.denominator ?? 0
    }

    /// What the customers of a card pay in a year.
    func revenueNow(_ card: Scorecard) -> Double { (card.metrics.mrr.value ?? 0) * 12 }

    /// `31`.
    func plain(_ value: Double) -> String { ValueFormat.number(decimals: 0).text(value) }

    /// `USD 1.2 m`.
    func money(_ amount: Double) -> String {
        ValueFormat.money(currency: policy.reportingCurrency).text(amount)
    }
}

extension MonthlyReview {
    /// Whether a CSM is in a team at the end of the month.
    func isMember(_ csm: Int, of team: String) -> Bool {
        attributed.portfolio.csms[csm].team(on: frame.asOf)?.hasSameBytes(as: team) == true
    }
}
