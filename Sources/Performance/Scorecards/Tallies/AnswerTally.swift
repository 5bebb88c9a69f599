package import Calendar
import Attribution
import Domain
import Statistics

/// Counts of survey answers.
///
/// Source: `Documentation/methods.md`, 7.
struct AnswerTally: Sendable {
    /// The answers to the NPS question of each account that gave some.
    private(set) var promoterAnswers: [NetPromoterScore.Cluster] = []
    private var latestAccount: Int?
    /// Answers to the CSAT question.
    private(set) var satisfactionAnswers = 0
    /// Those of 4 and 5.
    private(set) var satisfied = 0

    /// Adds an answer.
    ///
    /// - Precondition: the answers of an account come one after the other.
    mutating func add(_ answer: SurveyResponse) {
        switch answer.kind {
        case .nps:
            if latestAccount != answer.account {
                promoterAnswers.append(.init(answers: 0, balance: 0))
                latestAccount = answer.account
            }
            promoterAnswers[promoterAnswers.count - 1].answers += 1
            promoterAnswers[promoterAnswers.count - 1].balance += answer.promoterBalance
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

extension SurveyResponse {
    /// 1 for a promoter (9 and 10), -1 for a detractor (0 to 6), else 0.
    var promoterBalance: Int { score >= 9 ? 1 : score <= 6 ? -1 : 0 }
}

extension AttributedPortfolio {
    /// The positions in `Portfolio.surveys` of the answers that count: the latest of each
    /// respondent of an account to each question in each period, and every answer without a
    /// respondent.
    ///
    /// - Parameter period: gives the period of a day. Answers of a day without a period are left
    ///   out.
    /// - Returns: the positions, those of an account one after the other.
    /// - Complexity: O(n log n) in the answers.
    package func latestAnswers(in period: (Day) -> Int?) -> [Int] {
        struct Key: Hashable {
            var respondent: Identifier<SurveyResponse>
            var kind: SurveyResponse.Kind
            var period: Int
        }
        let surveys = portfolio.surveys
        var answers: [Int] = []
        // One account at a time: a table of all respondents would be the largest thing in memory.
        var latest: [Key: Int] = [:]
        for positions in surveysByAccount() {
            latest.removeAll(keepingCapacity: true)
            for index in positions.lazy.map(Int.init) {
                let answer = surveys[index]
                guard let period = period(answer.responded) else { continue }
                guard let respondent = answer.respondent else {
                    answers.append(index)
                    continue
                }
                let key = Key(
                    respondent: Identifier(respondent), kind: answer.kind, period: period)
                // Surveys are sorted by identifier: of two answers of one day, the later one has the
                // larger identifier.
                if let known = latest[key], surveys[known].responded > answer.responded { continue }
                latest[key] = index
            }
            answers += latest.values
        }
        return answers
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
