import Domain

/// The days of one account's month, spread out: 31 slots a column, day 1 first.
///
/// Scratch space that is filled, changed and packed again and again without allocating.
package final class MonthCells {
    package static let slots = 31

    /// Bit d - 1 is set where day d has a row.
    package var observed: UInt32 = 0
    /// Tenths.
    package let score = UnsafeMutablePointer<Int16>.allocate(capacity: slots)
    /// Raw value of the row's own tier; 0 without one.
    package let tier = UnsafeMutablePointer<UInt8>.allocate(capacity: slots)
    /// Key in `model_versions`; 0 without one.
    package let version = UnsafeMutablePointer<UInt16>.allocate(capacity: slots)
    /// Keys in `component_names`, a column each.
    package private(set) var componentIDs: [UInt16] = []
    /// Column by column, 31 slots each, tenths; -1 where not given.
    package private(set) var components = UnsafeMutablePointer<Int16>.allocate(capacity: slots)

    /// No days yet.
    package init() {}

    deinit {
        score.deallocate()
        tier.deallocate()
        version.deallocate()
        components.deallocate()
    }

    var days: Int { observed.nonzeroBitCount }

    /// Forgets all days; their slots are written before they are read again.
    package func clear(componentIDs: [UInt16]) {
        observed = 0
        guard self.componentIDs != componentIDs else { return }
        self.componentIDs = componentIDs
        components.deallocate()
        components = .allocate(capacity: max(1, componentIDs.count) * Self.slots)
        components.initialize(repeating: -1, count: componentIDs.count * Self.slots)
    }

    package func has(slot: Int) -> Bool { observed >> UInt32(slot) & 1 == 1 }

    /// Sets a day to a row of a batch whose components stand in these columns.
    func set(from batch: HealthBatch, row: Int, columns: [Int], version: UInt16) {
        let slot = Int(batch.day[row]) - 1
        let width = columns.count
        if width < componentIDs.count {
            // Components that the month knows and this file lacks are not given.
            for column in componentIDs.indices { components[column * Self.slots + slot] = -1 }
        }
        observed |= 1 << UInt32(slot)
        score[slot] = batch.score[row]
        tier[slot] = batch.tier[row]
        self.version[slot] = version
        for position in 0..<width {
            components[columns[position] * Self.slots + slot] =
                batch.components[row * width + position]
        }
    }

    /// The column of a component, added where the month had none.
    func column(of componentID: UInt16) -> Int {
        if let column = componentIDs.firstIndex(of: componentID) { return column }
        let old = components
        let length = componentIDs.count * Self.slots
        componentIDs.append(componentID)
        components = .allocate(capacity: length + Self.slots)
        components.initialize(from: old, count: length)
        (components + length).initialize(repeating: -1, count: Self.slots)
        old.deallocate()
        return componentIDs.count - 1
    }

    package func component(_ column: Int, slot: Int) -> Int16 {
        components[column * Self.slots + slot]
    }
}
