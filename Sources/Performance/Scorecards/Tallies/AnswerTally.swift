import Calendar
import Attribution
import Domain

/// Survey answers as counts.
///
/// Source: `Documentation/methods.md`, 7.
struct AnswerTally: Sendable {
    /// Answers to how likely a recommendation is.
    private(set) var promoterAnswers = 0
    /// Those of 9 and 10.
    private(set) var promoters = 0
    /// Those of 0 to 6.
    private(set) var detractors = 0
    /// Answers to how satisfied the customer is.
    private(set) var satisfactionAnswers = 0
    /// Those of 4 and 5.
    private(set) var satisfied = 0

    /// Adds an answer.
    mutating func add(_ answer: SurveyResponse) {
        switch answer.kind {
        case .nps:
            promoterAnswers += 1
            if answer.score >= 9 { promoters += 1 }
            if answer.score <= 6 { detractors += 1 }
        case .csat:
            satisfactionAnswers += 1
            if answer.score >= 4 { satisfied += 1 }
        }
    }

    /// Puts both scores on a card.
    func fill(_ metrics: inout Metrics, policy: Policy) {
        metrics.nps.estimate = .netPromoterScore(self, policy: policy)
        metrics.csat.estimate = .proportion(satisfied, of: satisfactionAnswers, policy: policy)
    }
}

extension AttributedPortfolio {
    /// The positions in `Portfolio.surveys` of the latest answer of each respondent of an account
    /// to each question within each period; without a respondent every answer stands.
    ///
    /// - Parameter period: tells the period of a day; nil leaves the answer out.
    /// - Returns: ascending.
    func latestAnswers(in period: (Day) -> Int?) -> [Int] {
        struct Key: Hashable {
            var account: Int
            var respondent: Identifier<SurveyResponse>
            var kind: SurveyResponse.Kind
            var period: Int
        }
        var latest: [Key: Int] = [:]
        var standing: [Int] = []
        for (index, answer) in portfolio.surveys.enumerated() {
            guard let period = period(answer.responded) else { continue }
            guard let respondent = answer.respondent else {
                standing.append(index)
                continue
            }
            let key = Key(
                account: answer.account, respondent: Identifier(respondent), kind: answer.kind,
                period: period)
            // Surveys are sorted by identifier: of one day the later position has the larger one.
            if let known = latest[key], portfolio.surveys[known].responded > answer.responded {
                continue
            }
            latest[key] = index
        }
        return (standing + latest.values).sorted()
    }

    /// The answers of the window for every row.
    func answerTallies() -> [AnswerTally] {
        var tallies = [AnswerTally](repeating: AnswerTally(), count: scopes.count)
        for index in latestAnswers(in: { frame.window.contains($0) ? 0 : nil }) {
            let answer = portfolio.surveys[index]
            scopes.forEachRow(of: owner(of: answer.account, on: answer.responded)) { row in
                tallies[row].add(answer)
            }
        }
        return tallies
    }
}
