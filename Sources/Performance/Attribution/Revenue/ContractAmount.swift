import Calendar
import Domain

/// An annual amount: a sum in the reporting currency, and what is in currencies without a rate.
///
/// Source: `Documentation/methods.md`, 6.
struct ContractAmount {
    /// In the reporting currency.
    private(set) var sum: Double
    /// The parts in currencies without a rate. Empty for most accounts, which costs no memory.
    private(set) var unconverted: [String: Double] = [:]

    static let zero = ContractAmount(sum: 0)

    /// A sum in the reporting currency.
    init(sum: Double) { self.sum = sum }

    /// What is due of an event.
    init(beforeOf lines: RenewalLines, _ conversion: CurrencyConversion) {
        self.init(sum: 0)
        lines.forEach { add($0.arrBefore, $0.currency, conversion) }
    }

    /// What the lines of an event that were renewed by a day come to.
    init(afterOf lines: RenewalLines, by day: Day, _ conversion: CurrencyConversion) {
        self.init(sum: 0)
        lines.forEach { line in
            if line.isRenewed(by: day) { add(line.arrAfter, line.currency, conversion) }
        }
    }

    /// Whether there is nothing.
    var isZero: Bool { sum == 0 && unconverted.isEmpty }

    /// The revenue of an account that pays this.
    var revenue: RevenueHistory.Revenue {
        isZero
            ? .none : RevenueHistory.Revenue(isPaid: true, amount: unconverted.isEmpty ? sum : nil)
    }

    /// Adds an amount in a currency; nil for the reporting currency.
    mutating func add(_ amount: Double, _ currency: String?, _ conversion: CurrencyConversion) {
        if let converted = conversion.reporting(amount, in: currency) {
            sum += converted
        } else if let currency, amount != 0 {
            unconverted[currency, default: 0] += amount
        }
    }

    /// Adds what an event left and takes away what was due of it. What is below 0.005 in every
    /// currency is nothing.
    mutating func change(from before: ContractAmount, to after: ContractAmount) {
        sum += after.sum - before.sum
        if !(unconverted.isEmpty && before.unconverted.isEmpty && after.unconverted.isEmpty) {
            unconverted.merge(after.unconverted) { $0 + $1 }
            unconverted.merge(before.unconverted.mapValues { -$0 }) { $0 + $1 }
            unconverted = unconverted.filter { abs($0.value) >= Self.least }
        }
        let most = unconverted.values.reduce(sum) { max($0, $1) }
        if most < Self.least { self = .zero }
    }

    /// Whether two amounts are the same to half a cent, in every currency.
    func equals(_ other: ContractAmount) -> Bool {
        guard abs(sum - other.sum) < Self.least else { return false }
        return Set(unconverted.keys).union(other.unconverted.keys).allSatisfy { currency in
            abs(unconverted[currency, default: 0] - other.unconverted[currency, default: 0])
                < Self.least
        }
    }

    /// A smaller amount is nothing.
    private static let least = 0.005
}
