import Attribution
import Calendar
import Domain

/// The signals that come from milestones, by landmark: whether each was reached so many days after the
/// account became a customer.
///
/// A milestone that was reached after the month under review is not known yet.
///
/// - Complexity: O(milestones log milestones + rows × signals).
func milestoneSignals(
    _ settled: SettledEvents, _ landmarks: [Landmark], _ attributed: AttributedPortfolio
) -> [[SignalColumn]] {
    let (portfolio, policy) = (attributed.portfolio, attributed.policy)
    let asOf = attributed.frame.asOf
    var known: [Identifier<SignalName>: [Int: Day?]] = [:]
    for milestone in portfolio.milestones where milestone.reached.map({ $0 <= asOf }) ?? true {
        known[Identifier(milestone.name), default: [:]][milestone.account] = .some(
            milestone.reached)
    }
    let limits = [Int(policy.shortMilestoneDays), Int(policy.longMilestoneDays)]
    let milestones = known.sorted { $0.key < $1.key }.map { name, accounts in
        (name: name.text, accounts: accounts, begin: accounts.values.compactMap { $0 }.min())
    }
    return landmarks.map { landmark in
        milestones.flatMap { milestone in
            limits.map { limit in
                let values = landmark.events.map { event -> Double in
                    let account = Int(settled.accounts[Int(event)])
                    guard let since = portfolio.accounts[account].customerSince,
                        settled.reading(event, landmark) > since + limit
                    else { return .nan }
                    // A milestone that was reached later had no row then, in feeds that list reached
                    // ones alone: only accounts that lived on have it.
                    let reading = settled.reading(event, landmark)
                    if let reached = milestone.accounts[account],
                        reached.map({ $0 <= reading }) ?? true
                    {
                        return reached.map { $0 <= since + limit } ?? false ? 1 : 0
                    }
                    // Without a row, the feed must have begun by then.
                    return milestone.begin.map { $0 <= since } ?? false ? 0 : .nan
                }
                return SignalColumn(
                    name: SignalName(.milestones, "\(milestone.name)_within_\(limit)"),
                    values: values)
            }
        }
    }
}
