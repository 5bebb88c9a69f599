import Calendar
import Domain
public import HealthDesk
import Scoring

extension SQLiteDeskMemory {
    /// Remembers what is new on a day. What was told before is not told again.
    ///
    /// - Parameter today: how the accounts stand.
    /// - Throws: `StorageError`.
    public func remember(_ today: WorkingDay) throws {
        try remember { memory in today.told(memory.alerts(today)) }
    }
}

extension WorkingDay {
    /// Alerts with their accounts and owners.
    public func told(_ alerts: [Alert]) -> [ToldAlert] {
        let places = Dictionary(
            standings.map { ($0.account.id, $0) }, uniquingKeysWith: { first, _ in first })
        return alerts.map { alert in
            let standing = places[alert.key.account]
            let owner = standing?.owner.map { portfolio.csms[$0] }
            return ToldAlert(
                day: day, alert: alert,
                accountName: standing?.account.name ?? alert.key.account.text, csm: owner?.id,
                csmName: owner?.name, team: owner?.team(on: day))
        }
    }
}
