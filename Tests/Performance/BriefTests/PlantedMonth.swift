import Calendar
import Domain
import PerformanceTestSupport
import TestSupport

/// Eight CSMs in two teams with thirty accounts each. Every account has one renewal in the window, and
/// of each CSM's thirty about five churn, spread evenly over the months. Nothing stands out.
struct PlantedMonth {
    static let csms = 8
    static let accounts = 30

    var builder = PortfolioBuilder()
    /// How many of the thirty contracts of each CSM churn.
    private let churned: [Int]

    /// A month in which so many contracts of each CSM churned; five of those not named.
    init(churned: [Int: Int] = [:], openSince: Day? = nil, value: Double = 10_000) {
        self.churned = (0..<Self.csms).map { churned[$0] ?? 5 }
        for csm in 0..<Self.csms {
            builder.csm(
                "c\(csm)", team: csm < 4 ? "Aurora" : "Borealis", from: "2023-01-01",
                name: "Person\(csm) Family\(csm)")
        }
        for csm in 0..<Self.csms {
            for index in 0..<Self.accounts {
                let month = Month(year: 2025, month: 11) + index % 12
                let due = month.firstDay + 5 + csm
                // Seven and thirty share no factor: those that churn are spread over the months.
                let place = (index * 7 + csm * 4) % Self.accounts
                let isOpen = openSince.map { due >= $0 } ?? false
                let account = add(csm, index, value: value)
                builder.renewal(
                    account, due: due, before: value,
                    after: isOpen ? nil : place < self.churned[csm] ? 0 : value,
                    closed: isOpen ? nil : due)
                // Another account, of the year before the window: there was as much churn then.
                let earlier = add(csm, index + 50, value: value)
                builder.renewal(
                    earlier, due: due - 365, before: value, after: place < 5 ? 0 : value,
                    closed: due - 365)
            }
        }
    }

    /// An account of a CSM; returns its position.
    private mutating func add(_ csm: Int, _ index: Int, value: Double) -> Int {
        let account = builder.account(
            "a\(1000 + csm * 100 + index)", since: "2023-01-01",
            segment: index % 2 == 0 ? "SMB" : "Enterprise", name: "Customer\(csm)x\(index)")
        builder.assign(account, to: csm, from: "2023-01-01")
        builder.scores(account, from: "2026-09-15", through: "2026-10-31") { _ in 75 }
        return account
    }
}
