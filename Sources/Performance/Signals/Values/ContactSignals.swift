import Attribution
import Calendar
import Domain

/// The signals that come from sessions and surveys, by landmark.
///
/// - Complexity: O(sessions + answers log answers), and O(log n) for each row.
func contactSignals(
    _ settled: SettledEvents, _ landmarks: [Landmark], _ attributed: AttributedPortfolio
) -> [[SignalColumn]] {
    let (portfolio, policy) = (attributed.portfolio, attributed.policy)
    let window = Int(policy.signalWindowDays)
    let sessions = portfolio.sessions
    let offsets = accountOffsets(
        sessions.lazy.map(\.account), accounts: portfolio.accounts.count)
    let begin = sessions.lazy.map(\.held).min()
    let answers = LatestAnswers(portfolio)
    return landmarks.map { landmark in
        var (held, since, nps) = (landmark.noValues, landmark.noValues, landmark.noValues)
        for (row, event) in landmark.events.enumerated() {
            let day = settled.reading(event, landmark)
            let account = Int(settled.accounts[Int(event)])
            let range = offsets[account]..<offsets[account + 1]
            let next = sessions.firstPosition(in: range) { $0.held > day }
            let first = sessions.firstPosition(in: range) { $0.held > day - window }
            let isCovered = begin.map { $0 <= day - (window - 1) } ?? false
            if isCovered { held[row] = Double(next - first) }
            if next > range.lowerBound { since[row] = Double(day - sessions[next - 1].held) }
            if let answer = answers.latest(
                of: account, on: day, maximumAge: Int(policy.npsAgeDays))
            {
                nps[row] = Double(answer)
            }
        }
        return [
            SignalColumn(name: SignalName(.contact, "sessions_\(window)"), values: held),
            SignalColumn(name: SignalName(.contact, "days_since_session"), values: since),
            SignalColumn(name: SignalName(.contact, "nps"), values: nps),
        ]
    }
}

/// The answers to NPS, by account and day.
private struct LatestAnswers {
    private let answers: [SurveyResponse]
    private let offsets: [Int]

    init(_ portfolio: Portfolio) {
        // Of two answers on a day, the one with the larger identifier comes later.
        answers = portfolio.surveys.filter { $0.kind == .nps }.sorted { left, right in
            (left.account, left.responded) == (right.account, right.responded)
                ? left.id.precedesByBytes(right.id)
                : (left.account, left.responded) < (right.account, right.responded)
        }
        offsets = accountOffsets(answers.lazy.map(\.account), accounts: portfolio.accounts.count)
    }

    func latest(of account: Int, on day: Day, maximumAge: Int) -> Int? {
        let range = offsets[account]..<offsets[account + 1]
        let next = answers.firstPosition(in: range) { $0.responded > day }
        guard next > range.lowerBound, day - answers[next - 1].responded <= maximumAge else {
            return nil
        }
        return answers[next - 1].score
    }
}
