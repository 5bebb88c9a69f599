import Calendar
import Domain

/// What a file said about a measure of an account at a location on a day, or that it was withdrawn.
///
/// Entries are never removed, so a block of them knows what stood after any import.
struct MeasureEntry {
    /// The account's key within its block (see `MeasureKey`).
    var account: UInt16
    /// The key in `measure_locations`; 0 without a location.
    var location: UInt32
    /// The import that brought it.
    var importID: UInt32
    /// Whether the import took the row back.
    var isWithdrawn: Bool
    var value: Double
    /// NaN where none is given.
    var whole: Double

    /// A value that an import brings.
    init(account: UInt16, location: UInt32, importID: UInt32, value: Double, whole: Double) {
        (self.account, self.location, self.importID) = (account, location, importID)
        (self.value, self.whole) = (value, whole)
        isWithdrawn = false
    }

    /// A withdrawal.
    init(withdrawing other: Self, by importID: UInt32) {
        self = other
        (self.importID, isWithdrawn, value, whole) = (importID, true, 0, .nan)
    }

    /// Orders the entries of a block. Those of one row stand in the order of their imports.
    var order: UInt64 { UInt64(account) << 32 | UInt64(location) }

    /// Whether both have the same value and the same whole.
    func hasSameValues(as other: Self) -> Bool {
        value == other.value && (whole == other.whole || whole.isNaN && other.whole.isNaN)
    }

    /// Whether it is a value without a whole above 0.
    var isWholeless: Bool { !isWithdrawn && !(whole > 0) }
}

/// What stands of the entries of one row after an import.
struct StandingMeasure {
    /// The first entry since the row was last withdrawn.
    var first: MeasureEntry
    /// The latest.
    var current: MeasureEntry

    /// What stands; nil if nothing does.
    ///
    /// - Parameters:
    ///   - entries: those of one row, in the order of their imports.
    ///   - importID: the last import that counts.
    init?(_ entries: ArraySlice<MeasureEntry>, through importID: UInt32) {
        var first: MeasureEntry?
        var current: MeasureEntry?
        for entry in entries where entry.importID <= importID {
            if entry.isWithdrawn {
                (first, current) = (nil, nil)
            } else {
                first = first ?? entry
                current = entry
            }
        }
        guard let first, let current else { return nil }
        (self.first, self.current) = (first, current)
    }
}

/// Identifies a block: one measure on one day, of 4,096 accounts whose keys follow each other.
struct MeasureKey: Hashable {
    /// The key in the ledger. Blocks are in the order of their days.
    let number: Int64

    static let accountBits = 12
    /// The keys that a measure can have.
    static let names: ClosedRange<UInt32> = 1...0xffff

    init(number: Int64) { self.number = number }

    /// The block of an account.
    init(day: Day, name: UInt32, account: Int32) {
        number =
            Int64(day.number) << 28 | Int64(name) << 12 | Int64(account >> Int32(Self.accountBits))
    }

    /// The keys of all blocks of some days.
    static func all(of days: ClosedRange<Day>) -> ClosedRange<Int64> {
        Int64(days.lowerBound.number) << 28...(Int64(days.upperBound.number) + 1) << 28 - 1
    }

    var day: Day { Day(number: Int32(truncatingIfNeeded: number >> 28)) }
    /// The measure's key in `measure_names`.
    var name: UInt32 { UInt32(number >> 12 & 0xffff) }
    /// The place of the block among those of the same measure and day.
    var place: Int64 { number & 0xfff }
    /// The key of the block's first account.
    var firstAccount: Int32 { Int32(number & 0xfff) << Int32(Self.accountBits) }
    /// The block's place in `measure_totals`.
    var total: MeasureTotal.Key { .init(day: day, name: name) }
}
