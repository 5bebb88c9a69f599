import Formats
import Statistics

extension AuditFigures {
    /// What the figures say, for reading aloud: how the accounts were seen, their outcomes, the usual
    /// outcomes of such scores, the outcomes of similar accounts, and what is still open. It has no
    /// verdict: see `OverrideWorth` for one about a direction.
    public var sentence: String { sentence(opening: "", hasVerdict: false) }

    /// The same about the overrides of one CSM.
    package var sentenceOfCSM: String {
        sentence(opening: "", hasVerdict: false, whose: "this CSM")
    }

    /// The same, opened with words that say which accounts it is about.
    ///
    /// - Parameters:
    ///   - place: the opening; empty, or with a space at its end.
    ///   - hasVerdict: whether it ends with the verdict in words, where there is one.
    ///   - whose: whose overrides they are.
    /// - Returns: the sentences.
    func sentence(opening place: String, hasVerdict: Bool, whose: String = "CSMs") -> String {
        let still =
            open == 0
            ? "" : " \(open) more \(open == 1 ? "episode is" : "episodes are") still open."
        let seen = direction == .up ? "better" : "worse"
        guard matured > 0 else {
            if open > 0 {
                return
                    "\(place)\(place.isEmpty ? "No" : "no") override to a \(seen) tier has an "
                    + "outcome yet." + still
            }
            guard unknownTiers == 0 else {
                return "No override is known to be to a \(seen) tier: the model's tier of "
                    + "\(unknownTiers) is unknown."
            }
            return
                "\(place)\(place.isEmpty ? "No" : "no") override to a \(seen) tier can be judged by a "
                + "renewal yet."
        }
        let opening =
            "\(place)\(place.isEmpty ? "In" : "in") \(counted(matured, "episode")) \(whose) overrode "
            + "an account to a \(seen) tier: \(matured - churned) renewed, \(churned) churned"
            + (lapsed > 0 ? " (\(lapsed) of them without a recorded outcome)." : ".")
        if reason == .tooFew { return opening + " That is too few to say more." + still }
        return opening + impliedSentence + contrastSentence(hasVerdict: hasVerdict) + still
    }

    private var impliedSentence: String {
        guard let implied else { return " What their scores implied is not known." }
        let whose =
            implied.count == matured
            ? "Their scores"
            : "Of the \(implied.count) with a known score, each renewal once, "
                + "\(renewedOrLeft(implied)); their scores"
        return direction == .up
            ? " \(whose) implied \(rounded(Double(implied.count) - implied.expected)) renewals (\(implied.count - implied.range.upperBound) to \(implied.count - implied.range.lowerBound))."
            : " \(whose) implied that \(rounded(implied.expected)) churn (\(implied.range.lowerBound) to \(implied.range.upperBound))."
    }

    private func renewedOrLeft(_ implied: Implied) -> String {
        direction == .up
            ? "\(implied.count - observed) renewed" : "\(observed) churned"
    }

    private func contrastSentence(hasVerdict: Bool) -> String {
        guard let difference = matched?.test.riskDifference, let matched else {
            return " No similar accounts without an override can be compared."
        }
        let compared =
            " \(counted(matched.controls, "similar account")) without an override renewed "
            + "\(often(difference))\(interval(matched.test))"
        guard hasVerdict else { return compared + "." }
        switch verdict {
        case .judgementBeatsScore, .scoreBeatsJudgement:
            return compared + "; luck alone seldom does that."
        case .riskOrActionUnclear:
            return compared
                + "; it cannot be told whether the risk was small or what was done helped."
        case .noDifferenceShown, .cannotTell, nil: return compared + "."
        }
    }

    /// How often the controls renewed: they renewed more often where the treated churned more.
    private func often(_ difference: Double) -> String {
        let points = pointsText(abs(difference) * 100)
        let more = difference < 0 ? "less" : "more"
        return points == "0"
            ? "as often" : "\(points) point\(points == "1" ? "" : "s") \(more) often"
    }

    /// Whole points, but tenths where a whole number would be 0 and is not.
    private func pointsText(_ points: Double) -> String {
        points < 0.05 ? "0" : points < 0.5 ? String((points * 10).rounded() / 10) : rounded(points)
    }

    private func interval(_ test: StratifiedContrast) -> String {
        test.interval.map { " (between \(often($0.low)) and \(often($0.high)))" } ?? ""
    }

    private func rounded(_ value: Double) -> String { String(Int(value.rounded())) }
}
