import Formats
package import Attribution
package import Domain
package import Scorecards

// How luck, the book and the rest are put into words. They state and never accuse.

extension LuckBand {
    /// What the distance from the expectation means.
    package var words: String {
        switch self {
        case .inLine: "in line with an average book"
        case .worthAConversation: "worth a conversation"
        case .unlikelyChance: "unlikely to be chance"
        }
    }
}

extension FairFigures {
    /// What the figures mean, in a few words.
    package var bandWords: String {
        luck?.band.words ?? (reason == .tooFew ? "too few to say" : "")
    }

    /// "13.6": what an average team would have renewed.
    package var expectedText: String { decimalText(expected.expected, decimals: 1) }

    /// "11 to 16": what luck alone gives; nil without a band.
    package var rangeText: String? {
        luck.map { "\($0.range.lowerBound) to \($0.range.upperBound)" }
    }

    /// What the end-game version expects, labelled so; nil with too few renewals.
    package var endGameSentence: String? {
        guard luck != nil else { return nil }
        return "End-game version, never the headline: "
            + "\(decimalText(endGame.expected, decimals: 1)) expected by the accounts’ health "
            + "shortly before they were due."
    }

    /// The figures as sentences for a card: what came, what luck gives, what may last.
    package func sentences(_ policy: Policy) -> [String] {
        guard let luck, let comparison, let rangeText else { return [] }
        let rate = RateMetric.logoRenewalRate.format
        let band = luck.band.words
        let first =
            band.prefix(1).uppercased() + band.dropFirst()
            + ": \(observed) of \(settled) renewed, where an average team would have renewed "
            + "\(expectedText) of the same accounts; luck alone gives \(rangeText)."
        let adjusted =
            "With an average mix of accounts that would be "
            + (comparison.isCapped ? "every contract" : rate.text(comparison.riskAdjustedRate))
            + (lasting.map {
                "; drawn to the others as far as it is luck, \(rate.text($0.shrunkRate))"
            } ?? "") + "."
        return [first, adjusted, rankSentence, firstTimeSentence(policy)].compactMap { $0 }
    }

    /// Where it stands among the others, or what a place would take; nil where nobody has one.
    private var rankSentence: String? {
        guard let lasting else { return nil }
        if let rank = lasting.rank { return "Place \(rank) of those that can be ranked." }
        return lasting.moreNeeded.map { more in
            // One more is the least that can be said of extreme books; it is no forecast.
            more > 1
                ? "No rank: it would take about \(counted(more, "more settled renewal"))."
                : "No rank yet: luck makes too much of the difference."
        }
    }

    /// What to expect of who stands out for the first time; nil for all others.
    private func firstTimeSentence(_ policy: Policy) -> String? {
        guard luck?.isFirstTime == true else { return nil }
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
    /// What is luck, the book and the rest of a CSM or a team, as sentences; none for all others.
    package func fairSentences(of scope: Scope) -> [String] {
        guard let figures = fair.figures(of: scope) else { return [] }
        guard figures.luck != nil else {
            return figures.reason == .tooFew && fair.bridgeReason(of: scope) == .tooFew
                ? ["Too few to say how the book compares with an average one."] : []
        }
        return figures.sentences(policy) + [fair.bridge(of: scope)?.sentence].compactMap(\.self)
    }

    /// How many books stand out, and how many would by luck alone.
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
            + "\(decimalText(group.outsideByLuck, decimals: 1)) on average."
    }
}
