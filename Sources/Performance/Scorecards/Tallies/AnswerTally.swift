import Calendar
import Attribution
import Domain

/// Counts of survey answers.
///
/// Source: `Documentation/methods.md`, 7.
struct AnswerTally: Sendable {
    /// Answers to the NPS question.
    private(set) var promoterAnswers = 0
    /// Those of 9 and 10.
    private(set) var promoters = 0
    /// Those of 0 to 6.
    private(set) var detractors = 0
    /// Answers to the CSAT question.
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

    /// Puts both scores on a scorecard.
    func fill(_ metrics: inout Metrics, policy: Policy) {
        metrics.nps.estimate = .netPromoterScore(self, policy: policy)
        metrics.csat.estimate = .proportion(satisfied, of: satisfactionAnswers, policy: policy)
    }
}

extension AttributedPortfolio {
    /// The positions in `Portfolio.surveys` of the answers that count: the latest of each
    /// respondent of an account to each question in each period, and every answer without a
    /// respondent.
    ///
    /// - Parameter period: gives the period of a day. Answers of a day without a period are left
    ///   out.
    /// - Returns: the positions, ascending.
    /// - Complexity: O(n log n) in the answers.
    func latestAnswers(in period: (Day) -> Int?) -> [Int] {
        struct Key: Hashable {
            var respondent: Identifier<SurveyResponse>
            var kind: SurveyResponse.Kind
            var period: Int
        }
        let surveys = portfolio.surveys
        var standing: [Int] = []
        // One account at a time: a table of all respondents would be the largest thing in memory.
        var latest: [Key: Int] = [:]
        for positions in surveysByAccount() {
            latest.removeAll(keepingCapacity: true)
            for index in positions.lazy.map(Int.init) {
                let answer = surveys[index]
                guard let period = period(answer.responded) else { continue }
                guard let respondent = answer.respondent else {
                    standing.append(index)
                    continue
                }
                let key = Key(
                    respondent: Identifier(respondent), kind: answer.kind, period: period)
                // Surveys are sorted by identifier: of two answers of one day, the later one has the
                // larger identifier.
                if let known = latest[key], surveys[known].responded > answer.responded { continue }
                latest[key] = index
            }
            standing += latest.values
        }
        return standing.sorted()
    }

    /// The positions of the answers of each account that has some, ascending.
    private func surveysByAccount() -> some Sequence<ArraySlice<Int32>> {
        let starts = accountOffsets(
            portfolio.surveys.lazy.map(\.account), accounts: portfolio.accounts.count)
        var (next, positions) = (starts, [Int32](repeating: 0, count: portfolio.surveys.count))
        for (index, answer) in portfolio.surveys.enumerated() {
            positions[next[answer.account]] = Int32(index)
            next[answer.account] += 1
        }
        return zip(starts, starts.dropFirst()).lazy.filter { $0 < $1 }
            .map { [positions] in positions[$0..<$1] }
    }

    /// The answers of the window of every row.
    func answerTallies() -> [AnswerTally] {
        var tallies = [AnswerTally](repeating: AnswerTally(), count: scopes.count)
        for index in latestAnswers(in: { frame.window.contains($0) ? 0 : nil }) {
            let answer = portfolio.surveys[index]
            let owner = owner(of: answer.account, on: answer.responded)
            scopes.forEachRow(of: owner, on: answer.responded) { row in
                tallies[row].add(answer)
            }
        }
        return tallies
    }
}
