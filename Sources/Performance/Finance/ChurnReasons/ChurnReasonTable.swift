public import Domain
public import Scorecards

/// Why customers left, or paid less, in a quarter or a window: by class and by reason.
///
/// Source: `Documentation/methods.md`, 25.
public struct ChurnReasonTable: Sendable, Equatable {
    /// A class, or a reason of a class.
    public struct Row: Sendable, Equatable {
        /// The class.
        public let `class`: ChurnReasons.Class
        /// The reason as it is written; nil for a class, and for events without a reason.
        public let reason: String?
        /// How many events.
        public var events = 0
        /// What they lost, in the reporting currency.
        public var amountLost = 0.0
    }

    /// How many events there are.
    public let events: Int
    /// How many of them have a reason.
    public let withReason: Int
    /// What they lost. An event in a currency without a rate adds nothing.
    public let amountLost: Double
    /// The three classes, in the order of `ChurnReasons.Class`.
    public let classes: [Row]
    /// The reasons by class, then by their bytes; events without one come last.
    public private(set) var reasons: [Row]
    /// Why there are no shares; nil where there are some.
    public let reason: NullReason?

    /// Events with a reason / events; nil where there are too few events for shares.
    public var coverage: Double? { share(withReason) }

    /// A row's share of the events; nil where there are too few.
    public func share(of row: Row) -> Double? { share(row.events) }

    /// A row's share of what was lost; nil where there are too few events, or nothing was lost.
    public func amountShare(of row: Row) -> Double? {
        reason == nil && amountLost > 0 ? row.amountLost / amountLost : nil
    }

    /// Takes the reasons that may not be shown together, as one reason of each class.
    ///
    /// - Parameters:
    ///   - isShown: whether a reason may be shown as it is written.
    ///   - other: what stands for those that may not.
    package mutating func keepReasons(_ isShown: (String) -> Bool, other: String) {
        var kept: [Row] = []
        for row in reasons {
            let name = row.reason.map { isShown($0) ? $0 : other }
            if let known = kept.firstIndex(where: { $0.class == row.class && $0.reason == name }) {
                kept[known].events += row.events
                kept[known].amountLost += row.amountLost
            } else {
                kept.append(
                    Row(
                        class: row.class, reason: name, events: row.events,
                        amountLost: row.amountLost))
            }
        }
        reasons = kept
    }

    private func share(_ part: Int) -> Double? {
        reason == nil ? Double(part) / Double(events) : nil
    }

    /// The table of some losses.
    ///
    /// - Parameters:
    ///   - losses: in any order.
    ///   - spellings: how each reason is written.
    ///   - policy: says the classes, and how many events shares need.
    init(_ losses: some Sequence<Loss>, spellings: [String: String], policy: Policy) {
        var (classes, reasons) = ([ChurnReasons.Class: Row](), [String?: Row]())
        var (events, withReason, amountLost) = (0, 0, 0.0)
        for loss in losses {
            let known = policy.churnReasons[loss.reasonKey]
            events += 1
            if loss.reasonKey != nil { withReason += 1 }
            amountLost += loss.amount
            classes[known, default: Row(class: known, reason: nil)].add(loss)
            reasons[
                loss.reasonKey,
                default: Row(class: known, reason: loss.reasonKey.flatMap { spellings[$0] })
            ].add(loss)
        }
        self.events = events
        self.withReason = withReason
        self.amountLost = amountLost
        self.classes = ChurnReasons.Class.allCases.map {
            classes[$0] ?? Row(class: $0, reason: nil)
        }
        self.reasons = reasons.values.sorted { left, right in
            if left.class != right.class { return left.class.order < right.class.order }
            guard let first = left.reason, let second = right.reason else {
                return left.reason != nil
            }
            return first.precedesByBytes(second)
        }
        reason = Double(events) < policy.minimumCount ? .tooFew : nil
    }
}

extension ChurnReasonTable.Row {
    fileprivate mutating func add(_ loss: Loss) {
        events += 1
        amountLost += loss.amount
    }
}

extension ChurnReasons.Class {
    fileprivate var order: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}
