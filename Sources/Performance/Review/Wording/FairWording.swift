import Formats
package import Attribution
package import Domain
package import Scorecards

// The words for the fair comparison. They state facts and never accuse.

extension FairFigures {
    /// The verdict of the fair comparison in a few words, or why there is none.
    package var bandWords: String {
        switch chance?.band {
        case .inLine: return "within expected range"
        case .worthAConversation, .unlikelyChance:
            return isAboveExpected ? "above expected range" : "below expected range"
        case .cannotTell: return "too early to tell: outcomes are missing"
        case nil: break
        }
        return switch reason {
        case .tooFew: settled == 0 ? "no settled renewals" : "too early to tell"
        case .noOthers: "no others to compare with"
        case .noVariation: "all others ended alike"
        default: ""
        }
    }

    /// What an average team would have renewed: "13.6"; `–` where nobody knows.
    package var expectedText: String {
        expected.map { decimalText($0.expected, decimals: 1) } ?? "–"
    }

    /// The expected range, "11 to 16": what chance alone gives; nil without a band.
    package var rangeText: String? {
        chance.map { "\($0.range.lowerBound) to \($0.range.upperBound)" }
    }

    /// The expectation of the end-game version, labelled as such; nil with too few renewals.
    package var endGameSentence: String? {
        guard chance != nil, let endGame else { return nil }
        return "End-game version, never the headline: "
            + "\(decimalText(endGame.expected, decimals: 1)) expected by the accounts’ health "
            + "shortly before they were due."
    }

    /// The figures as sentences for a card: the outcome, the expected range, and the best estimate of
    /// the lasting rate.
    package func sentences(_ policy: Policy) -> [String] {
        guard let comparison, let rangeText else { return [] }
        let rate = RateMetric.logoRenewalRate.format
        let band = bandWords
        let first =
            band.withCapitalInitial
            + ": \(observed) of \(settled) renewed, where an average team would have renewed "
            + "\(expectedText) of the same accounts; the expected range is \(rangeText)"
            + (strengthWords.map { ", and chance alone \($0) goes that far" } ?? "") + "."
        let adjusted =
            "With an average mix of accounts that would be "
            + (comparison.isCapped ? "every contract" : rate.text(comparison.riskAdjustedRate))
            + (shownShrinkage.map {
                "; best estimate of the lasting rate, allowing for luck: "
                    + rate.text($0.shrunkRate)
            } ?? "") + "."
        return [first, adjusted, rankSentence, firstTimeSentence(policy)].compactMap { $0 }
    }

    /// How often chance alone is as far from the expected number; nil within the range.
    private var strengthWords: String? {
        switch chance?.band {
        case .worthAConversation: "seldom"
        case .unlikelyChance: "hardly ever"
        default: nil
        }
    }

    /// The rate allowing for luck; nil also where missing outcomes may have made it.
    package var shownShrinkage: Shrinkage? { chance?.band == .cannotTell ? nil : shrinkage }

    /// The rank, or how many more renewals one takes; nil where nobody has a rank.
    private var rankSentence: String? {
        guard let shownShrinkage else { return nil }
        if let rank = shownShrinkage.rank { return "Place \(rank) of those that can be ranked." }
        return shownShrinkage.moreNeeded.map { more in
            // For extreme books the formula gives 1 or less, which is no forecast.
            more > 1
                ? "No rank: it would take about \(counted(more, "more settled renewal"))."
                : "No rank yet: luck makes too much of the difference."
        }
    }

    /// The note for a book that stands out for the first time; nil for others.
    private func firstTimeSentence(_ policy: Policy) -> String? {
        guard chance?.isFirstTime == true else { return nil }
        let months = policy.earlierReviewMonths
        let earlier = months == 12 ? "a year" : monthsWords(months)
        return "It did not stand out \(earlier) before: such figures mostly come back towards the "
            + "others’ in the next year, whatever anybody does (regression to the mean)."
    }
}

extension RateBridge {
    /// The steps in points: "From the others’ 85.9 % to 80.0 %: ...".
    ///
    /// - Parameter figures: the band of the same book.
    /// - Returns: the sentence.
    package func sentence(_ figures: FairFigures) -> String {
        let rate = RateMetric.logoRenewalRate.format
        let points = ValueFormat.points(decimals: 1)
        let parts = [("taken over within the year", transition), ("the rest", rest)].map {
            let luck = remark(on: $1, figures).map { " (\($0))" } ?? ""
            return "\($0) \(points.plain($1.step))\(luck)"
        }
        let steps = ["easier or harder accounts \(points.plain(caseMix))"] + parts
        return "From the others’ \(rate.text(othersRate)) to \(rate.text(self.rate)), in points: "
            + steps.joined(separator: ", ") + "."
            + (isLuckTogether(figures)
                ? " Neither part alone is beyond what luck gives; together they are." : "")
    }

    /// "within what luck gives, ±4.1" for a part that is; nil for others.
    ///
    /// A book outside its band is never said to be within what luck gives because of a single part
    /// that is all of it: the range of a part is less exact than the band.
    package func remark(on part: Part, _ figures: FairFigures) -> String? {
        let isAll = transition.luck == 0 || rest.luck == 0
        guard part.isWithinLuck, !(isAll && figures.chance?.band.isOutside == true) else {
            return nil
        }
        return "within what luck gives, ±" + decimalText(100 * part.luck, decimals: 1)
    }

    /// Whether the number renewed is outside its range although neither part is beyond what luck gives.
    private func isLuckTogether(_ figures: FairFigures) -> Bool {
        figures.chance?.band.isOutside == true && transition.isWithinLuck && rest.isWithinLuck
    }
}

extension MonthlyReview {
    /// The fair comparison of a CSM or a team in sentences; none for other scopes.
    package func fairSentences(of scope: Scope) -> [String] {
        expectationSentences(of: scope) + [bridgeSentence(of: scope)].compactMap(\.self)
    }

    /// How a CSM or a team compares with what was expected, in sentences; none for other scopes.
    package func expectationSentences(of scope: Scope) -> [String] {
        guard let figures = fair.figures(of: scope) else { return [] }
        guard figures.chance != nil else {
            return [withoutBand(fair.bridgeReason(of: scope), settled: figures.settled)]
                .compactMap(\.self)
        }
        return figures.sentences(policy)
    }

    /// The steps from the others' renewal rate to that of a CSM or a team; nil for other scopes and
    /// without a comparison.
    package func bridgeSentence(of scope: Scope) -> String? {
        guard let figures = fair.figures(of: scope), figures.chance != nil else { return nil }
        return fair.bridge(of: scope)?.sentence(figures)
    }

    /// Why there is no verdict, as a sentence; nil for the company and the pools.
    private func withoutBand(_ reason: NullReason?, settled: Int) -> String? {
        switch reason {
        case .tooFew where settled == 0:
            "No renewal is settled yet, so there is nothing to compare."
        case .tooFew:
            "Too early to compare: that takes \(numberText(policy.minimumCount)) settled renewals."
        case .noOthers:
            "Others have too few settled renewals to say what an average team would have renewed."
        case .noVariation:
            "All renewals of others ended alike, so they do not tell what to expect."
        default: nil
        }
    }

    /// How many CSMs and teams stand out, and how many would by luck alone.
    package var fairSentence: String {
        guard let csms = fair.csms, let teams = fair.teams else {
            return fair.reason == .noVariation
                ? "All contracts ended alike, so portfolios cannot be compared."
                : "No contract is settled yet, so portfolios cannot be compared."
        }
        let groups = [(csms, "CSM"), (teams, "team")]
        let undecided = groups.filter { $0.0.isUndecided }.map { counted($0.0.books, $0.1) }
        let missing =
            undecided.isEmpty
            ? [] : ["Outcomes are missing, so \(list(undecided)) cannot be compared."]
        let sentences = groups.filter { !$0.0.isUndecided }.map { sentence(of: $0.0, $0.1) }
        return (missing + sentences).joined(separator: " ")
    }

    private func sentence(of group: BookGroup, _ noun: String) -> String {
        let enough = "\(numberText(policy.minimumCount)) or more settled renewals"
        guard group.books > 0 else {
            return "No \(noun) can be compared yet: it takes \(enough), and as many of others."
        }
        let out =
            switch group.outside {
            case 0: "none lies outside its expected range"
            case 1: "1 lies outside its expected range"
            default: "\(group.outside) lie outside their expected range"
            }
        return "Of \(counted(group.books, noun)) with \(enough), \(out); by luck alone it would be "
            + "\(decimalText(group.outsideByChance, decimals: 1)) on average."
            + (group.undecided > 0
                ? " \(numberText(Double(group.undecided))) cannot be told: outcomes are missing."
                : "")
    }
}
