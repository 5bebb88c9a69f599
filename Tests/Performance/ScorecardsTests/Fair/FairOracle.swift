import Attribution
import Calendar
import Domain
import Foundation
import Scorecards

/// The fair comparison as it is defined, event by event: for every book all is learnt anew, with one
/// chance an event and roots found by halving. It is slow and shares no code with the fast one.
struct FairOracle {
    /// A settled renewal.
    struct Event {
        let segment: String
        let size: String?
        let startTier: Tier?
        let endTier: Tier?
        let owner: Owner
        let team: String?
        let isRenewed: Bool
        let isInWindow: Bool
        let isHandedOver: Bool

        func belongs(to scope: Scope) -> Bool {
            switch scope {
            case .company: true
            case .team(let name): team == name
            case .csm(let csm): owner == .csm(csm)
            case .transition: owner == .transition
            case .unassigned: owner == .unassigned
            }
        }
    }

    /// What is said of a book.
    struct Book {
        var observed = 0
        var settled = 0
        var expected: Double?
        var variance: Double?
        var endGame: Double?
        var reason: NullReason?
        var expectationVariance: Double?
        var widening: Double?
        var midP: Double?
        var range: ClosedRange<Int>?
        var outside: Double?
        var bridge: [Double]?
    }

    let events: [Event]
    private let weight = 20.0
    private let z = 1.959963984540054

    /// The events of a review.
    init(_ attributed: AttributedPortfolio, health: any HealthHistory) throws {
        let policy = attributed.policy
        let (facts, frame) = (attributed.portfolio, attributed.frame)
        let first = (frame.month - 35).firstDay
        let settled = attributed.events.filter { $0.due >= first && $0.state.isSettled }
        let starts = settled.map { event -> Day in
            guard case .csm(let csm) = event.owner,
                let start = attributed.ownership.termStart(
                    of: event.account, by: csm, due: event.due, policy: policy)
            else { return event.due - 365 }
            return max(event.due - 365, start)
        }
        func tiers(_ days: [Day]) throws -> [Tier?] {
            try health.scores(
                asOf: zip(settled, days).map { HealthQuestion(account: $0.account, day: $1) },
                maximumAge: 30, version: .current
            ).map { $0.map { policy.tier(of: $0.score, own: $0.tier) } }
        }
        let (atStart, atEnd) = (try tiers(starts), try tiers(settled.map { $0.due - 90 }))
        events = settled.enumerated().map { index, event in
            let account = facts.accounts[event.account]
            var team: String?
            if case .csm(let csm) = event.owner { team = facts.csms[csm].team(on: event.due) }
            return Event(
                segment: account.segment, size: account.arrTier, startTier: atStart[index],
                endTier: atEnd[index], owner: event.owner, team: team,
                isRenewed: event.state == .renewed, isInWindow: event.due >= frame.windowStart,
                isHandedOver: starts[index] > event.due - 365)
        }
    }

    /// The figures of a CSM or a team from the others' events; of other scopes from all events.
    func book(_ scope: Scope, minimum: Int) -> Book {
        let own = events.filter { $0.isInWindow && $0.belongs(to: scope) }
        var isCompared = false
        switch scope {
        case .csm, .team: isCompared = true
        default: break
        }
        let others = isCompared ? events.filter { !$0.belongs(to: scope) } : events
        var book = Book()
        book.settled = own.count
        book.observed = own.count(where: \.isRenewed)
        let window = others.filter(\.isInWindow)
        let renewed = window.count(where: \.isRenewed)
        if isCompared, window.count < minimum {
            book.reason = .noOthers
        } else if renewed == 0 || renewed == window.count {
            book.reason = .noVariation
        } else {
            let chances = chances(of: own, from: others, \.startTier)
            book.expected = chances.reduce(0, +)
            book.variance = chances.reduce(0) { $0 + $1 * (1 - $1) }
            book.endGame = self.chances(of: own, from: others, \.endTier).reduce(0, +)
            if !isCompared { book.reason = .notApplicable }
            if isCompared, own.count >= minimum {
                fill(&book, own, chances, others)
            }
        }
        if own.count < minimum { book.reason = .tooFew }
        return book
    }

    private func fill(_ book: inout Book, _ own: [Event], _ chances: [Double], _ others: [Event]) {
        let window = others.filter(\.isInWindow)
        let theirs = self.chances(of: window, from: others, \.startTier)
        func variance(_ events: [Event], _ chances: [Double], _ segment: String?) -> Double {
            zip(events, chances).filter { segment == nil || $0.0.segment == segment }
                .reduce(0) { $0 + $1.1 * (1 - $1.1) }
        }
        let (ours, all) = (variance(own, chances, nil), variance(window, theirs, nil))
        var uncertainty = 1 / all
        for segment in Set((own + window).map(\.segment)).sorted() {
            let n = Double(others.count { $0.segment == segment })
            let p = rate(others.filter { $0.segment == segment }, within: rate(others))
            let excess =
                variance(own, chances, segment) / ours - variance(window, theirs, segment) / all
            uncertainty += excess * excess / ((n + weight) * p * (1 - p))
        }
        let widening = (1 + ours * uncertainty).squareRoot()
        let masses = self.masses(chances)
        let expected = chances.reduce(0, +)
        func midP(_ count: Int, _ widening: Double) -> Double {
            let x = expected + (Double(count) - expected) / widening
            let whole = Int(x.rounded(.down))
            func below(_ k: Int) -> Double {
                masses.prefix(k).reduce(0, +) + (k < masses.count ? masses[k] / 2 : 0)
            }
            let share = x - Double(whole)
            let m = (1 - share) * below(whole) + (share > 0 ? share * below(whole + 1) : 0)
            return 2 * min(m, 1 - m)
        }
        book.expectationVariance = uncertainty
        book.widening = widening
        book.midP = midP(book.observed, widening)
        let inside = (0...own.count).filter { midP($0, widening) >= 0.05 }
        book.range = inside[0]...inside[inside.count - 1]
        book.outside = (0...own.count).filter { midP($0, 1) < 0.05 }.reduce(0) { $0 + masses[$1] }
        let n = Double(own.count)
        let othersRate =
            Double(window.count(where: \.isRenewed)) / Double(window.count)
        let parts = [true, false].flatMap { handedOver -> [Double] in
            let part = zip(own, chances).filter { $0.0.isHandedOver == handedOver }
            let step = part.reduce(0) { $0 + ($1.0.isRenewed ? 1 : 0) - $1.1 }
            let variance = part.reduce(0) { $0 + $1.1 * (1 - $1.1) }
            let luck = z * (variance + variance * variance * uncertainty).squareRoot()
            return [step / n, luck / n]
        }
        book.bridge =
            [othersRate, expected / n - othersRate] + parts + [Double(book.observed) / n]
    }

    /// The chances of some events as others tell them, one event at a time.
    func chances(
        of wanted: [Event], from others: [Event], _ tier: (Event) -> Tier?
    ) -> [Double] {
        let window = others.filter(\.isInWindow)
        let goal = Double(window.count(where: \.isRenewed))
        func cell(_ event: Event) -> Double {
            let segment = others.filter { $0.segment == event.segment }
            let tiered = segment.filter { tier($0) == tier(event) }
            let sized = tiered.filter { $0.size == event.size }
            return rate(
                sized, within: rate(tiered, within: rate(segment, within: rate(others))))
        }
        func logit(_ p: Double) -> Double { log(p / (1 - p)) }
        func expit(_ x: Double) -> Double { 1 / (1 + exp(-x)) }
        let known = window.map { logit(cell($0)) }
        var (low, high) = (-60.0, 60.0)
        for _ in 0..<200 {
            let middle = (low + high) / 2
            if known.reduce(0, { $0 + expit($1 + middle) }) < goal {
                low = middle
            } else {
                high = middle
            }
        }
        return wanted.map { expit(logit(cell($0)) + (low + high) / 2) }
    }

    private func rate(_ events: [Event], within parent: Double? = nil) -> Double {
        let renewed = Double(events.count(where: \.isRenewed))
        guard let parent else { return renewed / Double(events.count) }
        return (renewed + weight * parent) / (Double(events.count) + weight)
    }

    /// The probabilities of 0, 1, ... renewals, one trial after the other.
    private func masses(_ chances: [Double]) -> [Double] {
        chances.reduce(into: [1.0]) { masses, chance in
            masses =
                (0...masses.count).map { k in
                    (k < masses.count ? masses[k] * (1 - chance) : 0)
                        + (k > 0 ? masses[k - 1] * chance : 0)
                }
        }
    }

    /// The shrunk rates of some books, in their order, and tau²; nil with fewer than two.
    func shrunk(_ scopes: [Scope]) -> (rates: [Double], reliability: [Double], tauSquared: Double)?
    {
        let window = events.filter(\.isInWindow)
        let company = Double(window.count(where: \.isRenewed)) / Double(window.count)
        guard scopes.count > 1, company > 0, company < 1 else { return nil }
        let effects = scopes.map { scope -> (l: Double, v: Double, exact: Double) in
            let own = window.filter { $0.belongs(to: scope) }
            let chances = chances(of: own, from: events, \.startTier)
            let variance = chances.reduce(0) { $0 + $1 * (1 - $1) }
            let excess = Double(own.count(where: \.isRenewed)) - chances.reduce(0, +)
            let renewed = Double(own.count(where: \.isRenewed))
            let total = min(max(renewed, 0.5), Double(own.count) - 0.5)
            // The exact shift, by bisection.
            var (low, high) = (-60.0, 60.0)
            for _ in 0..<200 {
                let middle = (low + high) / 2
                let sum = chances.reduce(0) { $0 + 1 / (1 + exp(-log($1 / (1 - $1)) - middle)) }
                if sum < total { low = middle } else { high = middle }
            }
            return (excess / variance, 1 / variance, (low + high) / 2)
        }
        func mean(_ tau: Double) -> Double {
            effects.reduce(0) { $0 + $1.l / ($1.v + tau) }
                / effects.reduce(0) { $0 + 1 / ($1.v + tau) }
        }
        let q = effects.reduce(0) { $0 + pow($1.l - mean(0), 2) / $1.v }
        let w = effects.reduce(0) { $0 + 1 / $1.v }
        let squares = effects.reduce(0) { $0 + 1 / ($1.v * $1.v) }
        let tau = max(0, (q - Double(effects.count - 1)) / (w - squares / w))
        let reliability = effects.map { tau / (tau + $0.v) }
        let center = mean(tau)
        let rates = zip(effects, reliability).map { effect, share in
            let shrunk = center + (effect.l - center) * share
            let cut = min(max(shrunk, min(center, effect.exact)), max(center, effect.exact))
            return 1 / (1 + exp(-log(company / (1 - company)) - cut))
        }
        return (rates, reliability, tau)
    }
}
