import Attribution
import Calendar
import Domain

/// What one account paid at both ends of a month.
struct AccountChange {
    /// ARR on the day before the month.
    let opening: Double
    /// ARR on the last day, at the rates of the day before the month.
    let end: Double
    /// ARR on the last day, at the rates of that day. It is `end` unless the policy shows currency
    /// moves.
    let closing: Double
    /// Whether the account paid something on the day before the month or earlier.
    let hasPaid: Bool
}

/// What every account paid at the ends of months.
struct MonthEndBalances {
    /// Whether each account had a rate for all it paid at every month's end.
    private(set) var isRated: [Bool]
    /// The amounts of each month: on the day before it, and on its last day at the same rates.
    private var openings: [[Double]] = []
    private var ends: [[Double]] = []
    private let revenue: RevenueHistory
    private let frame: ReviewFrame
    private let months: [Month]

    /// An amount below this is nothing.
    static let least = 0.005

    init(_ attributed: AttributedPortfolio, months: [Month]) {
        revenue = attributed.revenue
        frame = attributed.frame
        self.months = months
        isRated = Array(repeating: true, count: attributed.portfolio.accounts.count)
        let days = [frame.opening] + months.map(\.lastDay)
        if attributed.policy.showsCurrencyInWalk {
            for (index, day) in days.enumerated() {
                let converted = attributed.converted(atRatesOf: day).revenue
                openings.append(amounts(converted, on: day))
                if index + 1 < days.count {
                    ends.append(amounts(converted, on: days[index + 1]))
                }
            }
        } else {
            openings = days.map { amounts(revenue, on: $0) }
            ends = Array(openings.dropFirst())
        }
    }

    /// The ARR of an account on the day before the window, at the rates of its first day.
    func windowOpening(of account: Int) -> Double {
        Self.cleaned(revenue.revenue(of: account, on: frame.opening).amount ?? 0)
    }

    /// What an account did in a month.
    func change(of account: Int, in month: Int) -> AccountChange {
        let opening = openings[month][account]
        let end = ends[month][account]
        return AccountChange(
            opening: opening, end: end, closing: openings[month + 1][account],
            hasPaid: opening > 0
                || end > 0
                    && revenue.hasPaid(
                        of: account, atLeast: Self.least, by: months[month].firstDay - 1)
        )
    }

    /// The amounts of all accounts on a day. Notes those that have none.
    private mutating func amounts(_ revenue: RevenueHistory, on day: Day) -> [Double] {
        isRated.indices.map { account in
            guard let amount = revenue.revenue(of: account, on: day).amount else {
                isRated[account] = false
                return 0
            }
            return Self.cleaned(amount)
        }
    }

    private static func cleaned(_ amount: Double) -> Double { amount < least ? 0 : amount }
}
