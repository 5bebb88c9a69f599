import Domain

/// The days with a row in one account's month, as columns in memory. Each column has one value for
/// each row, first day first.
package struct MonthColumns {
    /// Bit d - 1 is set if day d of the month has a row.
    package var observed: UInt32
    /// Scores in tenths.
    package var score: UnsafePointer<Int16>
    /// The raw value of the tier given with the row; 0 without one.
    package var tier: UnsafePointer<UInt8>
    /// The key in `model_versions`; 0 without a version.
    package var version: UnsafePointer<UInt16>
    /// The key in `component_names` of each component column.
    package var componentIDs: [UInt16]
    /// Component scores in tenths, column by column; -1 if not given. Columns are `componentStride`
    /// values apart.
    package var components: UnsafePointer<Int16>
    package var componentStride: Int
    /// The latest import that brought a row, as `imports.feed_number`; 0 if an older version, which
    /// did not store it, packed the month.
    package var newestImport: UInt32
    /// The import that brought each row; nil if it is `newestImport` for all rows.
    package var imports: UnsafePointer<UInt32>?

    /// The number of days with a row.
    package var count: Int { observed.nonzeroBitCount }

    package func component(_ column: Int, row: Int) -> Int16 {
        components[column * componentStride + row]
    }
}

/// Scratch space for one account's month. It is filled, changed and packed repeatedly without
/// allocating.
package final class MonthCells {
    /// The most rows: the days of the longest month.
    package static let capacity = 31

    package private(set) var observed: UInt32 = 0
    package let score = UnsafeMutablePointer<Int16>.allocate(capacity: capacity)
    package let tier = UnsafeMutablePointer<UInt8>.allocate(capacity: capacity)
    package let version = UnsafeMutablePointer<UInt16>.allocate(capacity: capacity)
    /// The import that brought each row, as `imports.feed_number`.
    package let imports = UnsafeMutablePointer<UInt32>.allocate(capacity: capacity)
    package private(set) var componentIDs: [UInt16] = []
    /// Component scores column by column, `capacity` values each.
    package private(set) var components = UnsafeMutablePointer<Int16>.allocate(capacity: capacity)

    /// Creates cells without days.
    package init() {}

    deinit {
        score.deallocate()
        tier.deallocate()
        version.deallocate()
        imports.deallocate()
        components.deallocate()
    }

    package var columns: MonthColumns {
        let count = observed.nonzeroBitCount
        var newest: UInt32 = 0
        for row in 0..<count { newest = max(newest, imports[row]) }
        return MonthColumns(
            observed: observed, score: score, tier: tier, version: version,
            componentIDs: componentIDs, components: components, componentStride: Self.capacity,
            newestImport: newest, imports: UnsafePointer(imports))
    }

    /// Sets the days and components. The caller then fills in the rows.
    package func reset(observed: UInt32, componentIDs: [UInt16]) {
        self.observed = observed
        guard self.componentIDs != componentIDs else { return }
        self.componentIDs = componentIDs
        components.deallocate()
        components = .allocate(capacity: max(1, componentIDs.count) * Self.capacity)
    }

    /// The days of the month with a row, from 1, in order.
    var daysOfMonth: [Int] { (1...31).filter { observed >> UInt32($0 - 1) & 1 == 1 } }

    /// The row of a day of the month, from 1; nil if the day has none.
    package func row(ofDay day: Int) -> Int? {
        observed >> UInt32(day - 1) & 1 == 0 ? nil : rows(beforeDay: day)
    }

    /// The number of rows before a day of the month, from 1.
    private func rows(beforeDay day: Int) -> Int {
        (observed & ((1 << UInt32(day - 1)) - 1)).nonzeroBitCount
    }

    /// Inserts a row for a day that has none. The caller then fills it in.
    func insertRow(ofDay day: Int) -> Int {
        let row = rows(beforeDay: day)
        let later = observed.nonzeroBitCount - row
        (score + row + 1).update(from: score + row, count: later)
        (tier + row + 1).update(from: tier + row, count: later)
        (version + row + 1).update(from: version + row, count: later)
        (imports + row + 1).update(from: imports + row, count: later)
        for column in componentIDs.indices {
            let place = components + column * Self.capacity + row
            (place + 1).update(from: place, count: later)
        }
        observed |= 1 << UInt32(day - 1)
        return row
    }

    /// Removes the row of a day that has one.
    func removeRow(ofDay day: Int) {
        let row = rows(beforeDay: day)
        let later = observed.nonzeroBitCount - row - 1
        (score + row).update(from: score + row + 1, count: later)
        (tier + row).update(from: tier + row + 1, count: later)
        (version + row).update(from: version + row + 1, count: later)
        (imports + row).update(from: imports + row + 1, count: later)
        for column in componentIDs.indices {
            let place = components + column * Self.capacity + row
            place.update(from: place + 1, count: later)
        }
        observed &= ~(1 << UInt32(day - 1))
    }

    /// Sets a day to the values of a row of another month's cells, including components.
    func setRow(ofDay day: Int, from other: MonthCells, row: Int) {
        for id in other.componentIDs { _ = column(of: id) }
        let place = self.row(ofDay: day) ?? insertRow(ofDay: day)
        score[place] = other.score[row]
        tier[place] = other.tier[row]
        version[place] = other.version[row]
        imports[place] = other.imports[row]
        for (column, id) in componentIDs.enumerated() {
            let known = other.componentIDs.firstIndex(of: id)
            components[column * Self.capacity + place] =
                known.map { other.components[$0 * Self.capacity + row] } ?? -1
        }
    }

    /// The column of a component. It is added if the month lacks it, with -1 in all rows.
    func column(of componentID: UInt16) -> Int {
        if let column = componentIDs.firstIndex(of: componentID) { return column }
        let old = components
        let length = componentIDs.count * Self.capacity
        componentIDs.append(componentID)
        components = .allocate(capacity: length + Self.capacity)
        components.update(from: old, count: length)
        (components + length).update(repeating: -1, count: Self.capacity)
        old.deallocate()
        return componentIDs.count - 1
    }
}

/// The latest row on or before a day of the month, and the day of that row, counted from 1; nil if
/// there is none. Bit d - 1 of `observed` is set if day d has a row.
func latestRow(among observed: UInt32, onOrBefore day: Int) -> (row: Int, day: Int)? {
    let earlier = observed & (UInt32.max >> UInt32(32 - day))
    guard earlier != 0 else { return nil }
    return (earlier.nonzeroBitCount - 1, 32 - earlier.leadingZeroBitCount)
}

/// The rows that answer for some days of the month, with their days counted from 1, in order: from the
/// latest on or before the first of these days. Bit d - 1 of `observed` is set if day d has a row.
struct AnsweringRows: Sequence, IteratorProtocol {
    private var rest: UInt32
    private var row: Int

    init(for days: ClosedRange<Int>, among observed: UInt32) {
        let start = latestRow(among: observed, onOrBefore: days.lowerBound)
        row = start?.row ?? 0
        let from = UInt32.max << UInt32((start?.day ?? 1) - 1)
        rest = observed & from & (UInt32.max >> UInt32(32 - days.upperBound))
    }

    mutating func next() -> (row: Int, day: Int)? {
        guard rest != 0 else { return nil }
        defer {
            rest &= rest - 1
            row += 1
        }
        return (row, rest.trailingZeroBitCount + 1)
    }
}
