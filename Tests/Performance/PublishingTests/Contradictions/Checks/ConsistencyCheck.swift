/// Looks for one kind of contradiction in what a review says.
struct ConsistencyCheck: Sendable {
    let name: String
    private let look: @Sendable (Publication, inout Findings) -> Void

    init(_ name: String, _ look: @escaping @Sendable (Publication, inout Findings) -> Void) {
        self.name = name
        self.look = look
    }

    /// The contradictions that it finds.
    func contradictions(in said: Publication) -> [Contradiction] {
        var found = Findings(name)
        look(said, &found)
        return found.all
    }

    /// All checks.
    static let all: [ConsistencyCheck] = [
        ConsistencyCheck("card sentence") { checkCardSentences($0, &$1) },
        ConsistencyCheck("card counts") { checkCardCounts($0, &$1) },
        ConsistencyCheck("rate") { checkRates($0, &$1) },
        ConsistencyCheck("verdict on a target") { checkTargetVerdicts($0, &$1) },
        ConsistencyCheck("page of a card") { checkCardPages($0, &$1) },
        ConsistencyCheck("table of teams") { checkTeamTable($0, &$1) },
        ConsistencyCheck("scorecards chart") { checkScorecardsChart($0, &$1) },
        ConsistencyCheck("band") { checkBands($0, &$1) },
        ConsistencyCheck("what stands of a book") { checkFairReasons($0, &$1) },
        ConsistencyCheck("bridge") { checkBridges($0, &$1) },
        ConsistencyCheck("sentences about a book") { checkFairSentences($0, &$1) },
        ConsistencyCheck("expectation chart") { checkExpectationChart($0, &$1) },
        ConsistencyCheck("funnel chart") { checkFunnelChart($0, &$1) },
        ConsistencyCheck("number of books") { checkBookCounts($0, &$1) },
        ConsistencyCheck("list of books") { checkBookLists($0, &$1) },
        ConsistencyCheck("contrast") { checkContrasts($0, &$1) },
        ConsistencyCheck("audit sentence") { checkAuditSentences($0, &$1) },
        ConsistencyCheck("nobody") { checkNobody($0, &$1) },
        ConsistencyCheck("number of overrides") { checkOverrideCounts($0, &$1) },
        ConsistencyCheck("status of a part") { checkStatuses($0, &$1) },
        ConsistencyCheck("parts on the page") { checkPartsOnPage($0, &$1) },
        ConsistencyCheck("parts in the chart") { checkPartsChart($0, &$1) },
        ConsistencyCheck("worth of an override") { checkWorth($0, &$1) },
        ConsistencyCheck("words of worth") { checkWorthWords($0, &$1) },
        ConsistencyCheck("forecasts") { checkForecasts($0, &$1) },
        ConsistencyCheck("proposal") { checkProposal($0, &$1) },
        ConsistencyCheck("label of a point") { checkTrendLabels($0, &$1) },
        ConsistencyCheck("words of a trend") { checkTrendWords($0, &$1) },
        ConsistencyCheck("assurance") { checkAssurance($0, &$1) },
        ConsistencyCheck("missing outcomes") { checkMissingOutcomes($0, &$1) },
        ConsistencyCheck("second computation") { checkSecondComputation($0, &$1) },
        ConsistencyCheck("scorecards.csv") { checkScorecardTable($0, &$1) },
        ConsistencyCheck("trends.csv") { checkTrendTable($0, &$1) },
        ConsistencyCheck("override_segments.csv") { checkSegmentTable($0, &$1) },
    ]
}

/// All contradictions in what a review says.
func contradictions(in said: Publication) -> [Contradiction] {
    ConsistencyCheck.all.flatMap { $0.contradictions(in: said) }
}
