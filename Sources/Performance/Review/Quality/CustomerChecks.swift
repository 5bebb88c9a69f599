import Attribution
import Calendar
import Domain
import Scorecards

extension DataQuality {
    /// `many_contracts`: customers with many contracts make up so much of the settled renewals that
    /// rates of contracts tell little about customers.
    var manyContracts: DataIssue? {
        guard company.customers.haveManyContracts else { return nil }
        let customers = company.customers.settled
        return DataIssue(
            kind: "many_contracts", severity: .low, count: customers,
            example: "the \(company.renewals.settled) settled contracts are those of \(customers) "
                + "customer\(customers == 1 ? "" : "s")",
            whatToDo: "Read customer_renewal_rate beside logo_renewal_rate: a customer with many "
                + "contracts counts once in it.")
    }

    /// `parent_accounts`: accounts that belong to another one.
    var parents: DataIssue? {
        var tally = IssueTally()
        for account in attributed.portfolio.accounts {
            guard let parent = account.parent else { continue }
            tally.add("account \(account.id) belongs to \(parent)")
        }
        return tally.issue(
            "parent_accounts", .low,
            whatToDo: "Nothing, if that is what you expect: rates are per account, and "
                + "parent_account_id changes none of them.")
    }
}
