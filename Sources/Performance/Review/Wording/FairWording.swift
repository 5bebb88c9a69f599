import Formats
package import Attribution
package import Domain
package import Scorecards

// The words for the fair comparison. They state facts and never accuse.

extension ChanceBand {
    /// The band in a few words.
    package var words: String {
        switch self {
        case .inLine: "in line with an average book"
        case .worthAConversation: "worth a conversation"
        case .unlikelyChance: "unlikely to be chance"
        }
    }
}

extension FairFigures {
    /// The band in a few words, or why there is none.
    package var bandWords: String {
        chance?.band.words ?? (reason == .tooFew ? "too few to say" : "")
    }

    /// What an average team would have renewed: "13.6".
    package var expectedText: String { decimalText(expected.expected, decimals: 1) }

    /// The range that chance alone gives, "11 to 16"; nil without a band.
    package var rangeText: String? {
        chance.map { "\($0.range.lowerBound) to \($0.range.upperBound)" }
    }

    /// The expectation of the end-game version, labelled as such; nil with too few renewals.
    package var endGameSentence: String? {
        guard chance != nil else { return nil }
        return "End-game version, never the headline: "
            + "\(decimalText(endGame.expected, decimals: 1)) expected by the accounts’ health "
            + "shortly before they were due."
    }

    /// The figures as sentences for a card: the outcome, what chance gives, and the shrunk rate.
    package func sentences(_ policy: Policy) -> [String] {
        guard let chance, let comparison, let rangeText else { return [] }
        let rate = RateMetric.logoRenewalRate.format
        let band = chance.band.words
        let first =
            band.prefix(1).uppercased() + band.dropFirst()
            + ": \(observed) of \(settled) renewed, where an average team would have renewed "
            + "\(expectedText) of the same accounts; luck alone gives \(rangeText)."
        let adjusted =
            "With an average mix of accounts that would be "
            + (comparison.isCapped ? "every contract" : rate.text(comparison.riskAdjustedRate))
            + (shrinkage.map {
                "; drawn to the others as far as it is luck, \(rate.text($0.shrunkRate))"
            } ?? "") + "."
        return [first, adjusted, rankSentence, firstTimeSentence(policy)].compactMap { $0 }
    }

    /// The rank, or how many more renewals one takes; nil where nobody has a rank.
    private var rankSentence: String? {
        guard let shrinkage else { return nil }
        if let rank = shrinkage.rank { return "Place \(rank) of those that can be ranked." }
        return shrinkage.moreNeeded.map { more in
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
    /// The steps in points: "From the company’s 85.9 % to 80.0 %: ...".
    package var sentence: String {
        let rate = RateMetric.logoRenewalRate.format
        let steps = [
            ("accounts", caseMix), ("taken over within the year", transition), ("the rest", rest),
        ].map { name, step in "\(name) \(ValueFormat.points(decimals: 1).plain(step))" }
        return "From the company’s \(rate.text(companyRate)) to \(rate.text(self.rate)): "
            + steps.joined(separator: ", ") + " points."
    }
}

extension MonthlyReview {
    /// The fair comparison of a CSM or a team in sentences; none for other scopes.
    package func fairSentences(of scope: Scope) -> [String] {
        guard let figures = fair.figures(of: scope) else { return [] }
        guard figures.chance != nil else {
            return figures.reason == .tooFew && fair.bridgeReason(of: scope) == .tooFew
                ? ["Too few to say how the book compares with an average one."] : []
        }
        return figures.sentences(policy) + [fair.bridge(of: scope)?.sentence].compactMap(\.self)
    }

    /// How many books stand out, and how many would by chance alone.
    package var fairSentence: String {
        guard let csms = fair.csms, let teams = fair.teams else {
            return fair.reason == .noVariation
                ? "All contracts ended alike, so books cannot be compared."
                : "No contract is settled yet, so books cannot be compared."
        }
        let sentences = [(csms, "CSM"), (teams, "team")].map { group, noun in
            sentence(of: group, noun)
        }
        return sentences.joined(separator: " ")
    }

    private func sentence(of group: BookGroup, _ noun: String) -> String {
        let enough = "\(numberText(policy.minimumCount)) or more settled renewals"
        guard group.books > 0 else { return "No \(noun) has \(enough) yet." }
        let out =
            switch group.outside {
            case 0: "none lies outside the band that luck alone gives"
            case 1: "1 lies outside the band that luck alone gives"
            default: "\(group.outside) lie outside the band that luck alone gives"
            }
        return "Of \(counted(group.books, noun)) with \(enough), \(out); by luck alone it would be "
            + "\(decimalText(group.outsideByChance, decimals: 1)) on average."
    }
}
