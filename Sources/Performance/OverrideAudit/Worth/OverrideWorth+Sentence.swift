import Statistics

extension OverrideWorth {
    /// What the overrides of the direction are worth, for reading aloud.
    ///
    /// One sentence, or two, for each combination of what the effect shows and what calls are worth at
    /// face value.
    public var sentence: String {
        let text = direction == .up ? upward : downward
        let isShown = shown == .rightWay || shown == .wrongWay
        let methods =
            isShown && contrastDifference == nil ? " This is shown by one of two methods." : ""
        let gap = isShown && haveOutcomesMissing ? " Missing outcomes count as churn here." : ""
        return text + methods + gap
    }

    /// The same in a few words, for a table or a title: `about 9 score points (3 to 15)`.
    public var words: String {
        switch (shown, direction) {
        case (.rightWay, _):
            points.map { "about \(sized($0.value)) (\(ends($0)))" }
                ?? (direction == .up ? "churned less often" : "churned more often")
        case (.wrongWay, .up): "churned more often than their scores say"
        case (.wrongWay, .down): "churned less often: small risk, or what was done helped"
        case (.notShown, _) where isShownWeakened: "depends on missing outcomes"
        case (.notShown, _):
            contrastDifference == nil ? "no difference shown" : "shown by one of two methods"
        case (nil, _): effect.reason == .noFit ? "cannot be worked out" : "too early to tell"
        }
    }

    /// `9 score points`, `9 score points less`.
    private func sized(_ points: Double) -> String {
        let size = points * (direction == .up ? 1 : -1)
        return "\(whole(size)) score points" + (direction == .up ? "" : " less")
    }

    /// The ends of the interval, the smaller size first: `3 to 15`.
    private func ends(_ points: Points) -> String {
        let ends = [points.interval.low, points.interval.high].map {
            $0 * (direction == .up ? 1 : -1)
        }
        // An end that is not 0 must not read as 0.
        let isNearZero = ends.contains { abs($0) < 0.5 && abs($0) >= 0.05 }
        return ends.sorted().map {
            isNearZero && abs($0) < 99.5 ? String(($0 * 10).rounded() / 10) : whole($0)
        }.joined(separator: " to ")
    }

    private var calls: String { direction == .up ? "upward overrides" : "downward overrides" }

    private var upward: String {
        switch (shown, faceValue) {
        case (.rightWay, .better):
            "CSM calls point the right way, and taken at face value they forecast better than the "
                + "score: \(rule)."
        case (.rightWay, .worse):
            "CSM calls point the right way but overshoot: \(rule), not as green."
        case (.rightWay, .notShown):
            "CSM calls point the right way: \(rule). \(unshownFaceValue)"
        case (.wrongWay, .better):
            "Accounts that CSMs overrode to a better tier churned more often than their scores "
                + "say, although calls taken at face value forecast better than the score: look at the episodes first."
        case (.wrongWay, .worse):
            "Accounts that CSMs overrode to a better tier churned more often than their scores "
                + "say, and calls taken at face value forecast worse: keep the score as it is."
        case (.wrongWay, .notShown):
            "Accounts that CSMs overrode to a better tier churned more often than their scores "
                + "say: keep the score as it is."
        case (.notShown, _), (nil, _): unshown
        }
    }

    private var downward: String {
        switch (shown, faceValue) {
        case (.rightWay, .better):
            "CSM warnings point the right way, and taken at face value they forecast better than the "
                + "score: \(rule)."
        case (.rightWay, .worse):
            "CSM warnings point the right way but overshoot: \(rule), not as red."
        case (.rightWay, .notShown):
            "CSM warnings point the right way: \(rule). \(unshownFaceValue)"
        case (.wrongWay, .better), (.wrongWay, .notShown):
            "Accounts that CSMs overrode to a worse tier churned less often than their scores "
                + "say. The risk was small, or what CSMs did helped: these numbers cannot tell which."
        case (.wrongWay, .worse):
            "Accounts that CSMs overrode to a worse tier churned less often than their scores "
                + "say, so warnings taken at face value forecast worse. The risk was small, or what CSMs did helped: these "
                + "numbers cannot tell which."
        case (.notShown, _), (nil, _): unshown
        }
    }

    /// What to say of a face value that is not shown.
    private var unshownFaceValue: String {
        isFaceValueWeakened
            ? "Whether they forecast better or worse than the score at face value depends on outcomes "
                + "that are missing."
            : "It is not shown that they forecast better than the score at face value."
    }

    /// What to say where the effect is not shown, or cannot be told.
    private var unshown: String {
        let worth =
            switch (shown, contrastDifference, effect.reason) {
            case (nil, _, .noFit):
                "What \(calls) are worth cannot be worked out from these renewals"
            case (nil, _, _): "It is too early to tell what \(calls) are worth"
            case (_, _, _) where isShownWeakened:
                "Whether \(calls) say more than the score depends on outcomes that are missing"
            case (_, nil, _): "It is not shown that \(calls) say more than the score"
            case (_, let difference?, _):
                "Accounts with \(calls) churned \(difference < 0 ? "less" : "more") often than similar "
                    + "ones without, but only one of two methods shows this"
            }
        return switch faceValue {
        case .better: worth + "; taken at face value they forecast better than the score."
        case .worse: worth + "; taken at face value they forecast worse than the score."
        case .notShown: worth + (isFaceValueWeakened ? ". \(unshownFaceValue)" : ".")
        }
    }

    /// How to count an override.
    private var rule: String {
        guard let points else {
            return
                "how many points of the score one is worth cannot be told, as scores themselves say "
                + "too little about who churns"
        }
        let kind = direction == .up ? "an upward" : "a downward"
        return "count \(kind) override as about \(sized(points.value)) (\(ends(points)))"
    }

    /// A number of points. Beyond the scale of the score, only that it is.
    private func whole(_ points: Double) -> String {
        abs(points) < 99.5
            ? String(Int(points.rounded())) : points < 0 ? "-100 or less" : "100 or more"
    }
}
