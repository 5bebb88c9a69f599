import Domain

/// The days of one account's month that have a row, first day first: a column each for what the
/// rows hold, as they lie in memory.
package struct MonthColumns {
    /// Bit d - 1 is set where day d has a row.
    package var observed: UInt32
    /// Tenths.
    package var score: UnsafePointer<Int16>
    /// Raw value of the row's own tier; 0 without one.
    package var tier: UnsafePointer<UInt8>
    /// Key in `model_versions`; 0 without one.
    package var version: UnsafePointer<UInt16>
    /// Keys in `component_names`, a column each.
    package var componentIDs: [UInt16]
    /// Tenths, -1 where not given: `componentStride` from one component's column to the next.
    package var components: UnsafePointer<Int16>
    package var componentStride: Int
    /// The latest import among the rows', as `imports.feed_number`; 0 where an older version packed
    /// them, which did not keep it.
    package var newestImport: UInt32
    /// The import that brought each row; nil where it is `newestImport` for all of them.
    package var imports: UnsafePointer<UInt32>?

    /// Days with a row.
    package var count: Int { observed.nonzeroBitCount }

    package func component(_ column: Int, row: Int) -> Int16 {
        components[column * componentStride + row]
    }
}

/// Scratch space for one account's month that is filled, changed and packed again and again without
/// allocating.
package final class MonthCells {
    /// Rows that fit.
    package static let capacity = 31

    package private(set) var observed: UInt32 = 0
    package let score = UnsafeMutablePointer<Int16>.allocate(capacity: capacity)
    package let tier = UnsafeMutablePointer<UInt8>.allocate(capacity: capacity)
    package let version = UnsafeMutablePointer<UInt16>.allocate(capacity: capacity)
    /// The import that brought each row, as `imports.feed_number`.
    package let imports = UnsafeMutablePointer<UInt32>.allocate(capacity: capacity)
    package private(set) var componentIDs: [UInt16] = []
    /// Column by column, `capacity` each.
    package private(set) var components = UnsafeMutablePointer<Int16>.allocate(capacity: capacity)

    /// No days yet.
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

    /// Takes on these days and components; what their rows hold is for the caller to fill in.
    package func reset(observed: UInt32, componentIDs: [UInt16]) {
        self.observed = observed
        guard self.componentIDs != componentIDs else { return }
        self.componentIDs = componentIDs
        components.deallocate()
        components = .allocate(capacity: max(1, componentIDs.count) * Self.capacity)
    }

    /// The days of the month (from 1) that have a row, in order.
    var daysOfMonth: [Int] { (1...31).filter { observed >> UInt32($0 - 1) & 1 == 1 } }

    /// The row of a day of the month, from 1; nil without one.
    package func row(ofDay day: Int) -> Int? {
        let bit: UInt32 = 1 << UInt32(day - 1)
        return observed & bit == 0 ? nil : (observed & (bit - 1)).nonzeroBitCount
    }

    /// The row of a day that has none yet, for the caller to fill in.
    func insertRow(ofDay day: Int) -> Int {
        let bit: UInt32 = 1 << UInt32(day - 1)
        let row = (observed & (bit - 1)).nonzeroBitCount
        let later = observed.nonzeroBitCount - row
        (score + row + 1).update(from: score + row, count: later)
        (tier + row + 1).update(from: tier + row, count: later)
        (version + row + 1).update(from: version + row, count: later)
        (imports + row + 1).update(from: imports + row, count: later)
        for column in componentIDs.indices {
            let place = components + column * Self.capacity + row
            (place + 1).update(from: place, count: later)
        }
        observed |= bit
        return row
    }

    /// Removes the row of a day that has one.
    func removeRow(ofDay day: Int) {
        let bit: UInt32 = 1 << UInt32(day - 1)
        let row = (observed & (bit - 1)).nonzeroBitCount
        let later = observed.nonzeroBitCount - row - 1
        (score + row).update(from: score + row + 1, count: later)
        (tier + row).update(from: tier + row + 1, count: later)
        (version + row).update(from: version + row + 1, count: later)
        (imports + row).update(from: imports + row + 1, count: later)
        for column in componentIDs.indices {
            let place = components + column * Self.capacity + row
            place.update(from: place + 1, count: later)
        }
        observed &= ~bit
    }

    /// Sets a day to what a row of another month's cells says, components included.
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

    /// The column of a component, added where the month had none.
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
