import Statistics

extension AuditFigures {
    /// What the figures say, for reading aloud: how the accounts were seen, their outcomes, the usual
    /// outcomes of such scores, the outcomes of similar accounts, and what is still open.
    public var sentence: String { sentence(opening: "") }

    /// The same, opened with words that say which accounts it is about.
    func sentence(opening place: String) -> String {
        let still = open == 0 ? "" : " \(open) \(open == 1 ? "is" : "are") still open."
        let seen = direction == .up ? "better" : "worse"
        guard matured > 0 else {
            return open == 0
                ? "\(place)\(place.isEmpty ? "Nobody" : "nobody") saw an account \(seen) than its score."
                : "\(place)\(place.isEmpty ? "No" : "no") account seen \(seen) than its score has an outcome yet."
                    + still
        }
        let opening =
            "\(place)CSMs saw \(matured) account\(matured == 1 ? "" : "s") \(seen) than the score: "
            + "\(matured - churned) renewed, \(churned) left."
        if reason == .tooFew { return opening + " That is too few to say more." + still }
        return opening + impliedSentence + contrastSentence + still
    }

    private var impliedSentence: String {
        guard let implied else { return " What their scores implied is not known." }
        let whose =
            implied.count == matured
            ? "Accounts with such scores"
            : "Of the \(implied.count) compared \(renewedOrLeft(implied)); such scores"
        return direction == .up
            ? " \(whose) usually give \(rounded(Double(implied.count) - implied.expected)) renewals (\(implied.count - implied.range.upperBound) to \(implied.count - implied.range.lowerBound))."
            : " \(whose) usually lose \(rounded(implied.expected)) (\(implied.range.lowerBound) to \(implied.range.upperBound))."
    }

    private func renewedOrLeft(_ implied: Implied) -> String {
        direction == .up
            ? "\(implied.count - observed) renewed" : "\(observed) left"
    }

    private var contrastSentence: String {
        guard let difference = matched?.test.riskDifference, let matched else {
            return " No similar accounts without an override can be compared."
        }
        // To churn less often is to renew more often.
        let points = rounded(abs(difference) * 100)
        let more = difference < 0 ? "less" : "more"
        let often =
            points == "0" ? "as often" : "\(points) point\(points == "1" ? "" : "s") \(more) often"
        let compared =
            " \(matched.controls) similar account\(matched.controls == 1 ? "" : "s") without an "
            + "override renewed \(often)"
        switch verdict {
        case .judgementBeatsScore where direction == .up, .scoreBeatsJudgement,
            .judgementBeatsScore:
            return compared + "; chance alone seldom does that."
        case .riskOrActionUnclear:
            return compared
                + "; whether the risk was small or what was done helped, nobody can tell."
        case .noDifferenceShown: return compared + "; that may be chance."
        case nil: return compared + "; that is too few for a verdict."
        }
    }

    private func rounded(_ value: Double) -> String { String(Int(value.rounded())) }
}
