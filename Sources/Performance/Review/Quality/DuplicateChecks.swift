import Calendar
import Formats
import Attribution
import Domain
import Scorecards

extension DataQuality {
    /// `duplicates` among answers: two identifiers for the answer of one respondent to one question
    /// on one day.
    var duplicateAnswers: DataIssue? {
        struct Key: Hashable {
            var account: Int
            var respondent: Identifier<SurveyResponse>
            var kind: SurveyResponse.Kind
            var day: Day
        }
        var known: [Key: String] = [:]
        var tally = IssueTally()
        for answer in attributed.portfolio.surveys
        where attributed.frame.window.contains(answer.responded) {
            guard let respondent = answer.respondent else { continue }
            let key = Key(
                account: answer.account, respondent: Identifier(respondent), kind: answer.kind,
                day: answer.responded)
            if let first = known[key] {
                tally.add(
                    "answers \(first) and \(answer.id): \(respondent) of account "
                        + "\(attributed.accountID(answer.account)), \(answer.kind.rawValue), "
                        + "\(answer.responded)")
            } else {
                known[key] = answer.id
            }
        }
        return tally.issue(
            "duplicates", .low,
            whatToDo: "Take the repeated answers out of the export; only the one with the largest "
                + "identifier counts.")
    }

    /// `duplicates` among opportunities: two identifiers for one account, day and amount.
    var duplicateOpportunities: DataIssue? {
        struct Key: Hashable {
            var account: Int
            var created: Day
            var amount: Double
            var currency: String?
        }
        let frame = attributed.frame
        var known: [Key: String] = [:]
        var tally = IssueTally()
        for chance in attributed.portfolio.opportunities
        where frame.window.contains(chance.created) {
            let key = Key(
                account: chance.account, created: chance.created, amount: chance.amount,
                currency: chance.currency ?? attributed.policy.reportingCurrency)
            if let first = known[key] {
                tally.add(
                    "opportunities \(first) and \(chance.id) of account "
                        + "\(attributed.accountID(chance.account)): both "
                        + "\(decimalText(chance.amount)) on \(chance.created)")
            } else {
                known[key] = chance.id
            }
        }
        return tally.issue(
            "duplicates", .medium,
            whatToDo: "Check whether these opportunities are the same; each counts in the "
                + "pipeline.")
    }

    /// `duplicates` among sessions: one CSM and account more than once on a day.
    var duplicateSessions: DataIssue? {
        var tally = IssueTally()
        var previous: Session?
        for session in attributed.portfolio.sessions
        where attributed.frame.window.contains(session.held) {
            if let previous, previous.account == session.account, previous.csm == session.csm,
                previous.held == session.held
            {
                tally.add(
                    "\(attributed.portfolio.csms[session.csm].id) met account "
                        + "\(attributed.accountID(session.account)) more than once on "
                        + "\(session.held)")
            }
            previous = session
        }
        return tally.issue(
            "duplicates", .low,
            whatToDo: "Check whether these sessions are the same; each counts as held.")
    }
}
