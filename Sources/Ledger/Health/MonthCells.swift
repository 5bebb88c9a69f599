/// The days of one account's month, spread out: 31 slots a column, day 1 first.
///
/// A scratch value that is filled, changed and packed again and again without allocating.
struct MonthCells {
    static let slots = 31

    /// Bit d - 1 is set where day d has a row.
    var observed: UInt32 = 0
    /// Tenths.
    var score = [Int16](repeating: 0, count: slots)
    /// Raw value of the row's own tier; 0 without one.
    var tier = [UInt8](repeating: 0, count: slots)
    /// Key in `model_versions`; 0 without one.
    var version = [UInt16](repeating: 0, count: slots)
    /// Keys in `component_names`, a column each.
    var componentIDs: [UInt16] = []
    /// Column by column, 31 slots each, tenths; -1 where not given.
    var components: [Int16] = []

    var days: Int { observed.nonzeroBitCount }

    mutating func clear(componentIDs: [UInt16]) {
        observed = 0
        if self.componentIDs != componentIDs {
            self.componentIDs = componentIDs
            components = Array(repeating: -1, count: componentIDs.count * Self.slots)
        }
    }

    func has(slot: Int) -> Bool { observed >> UInt32(slot) & 1 == 1 }

    /// The column of a component, added where the month had none.
    mutating func column(of componentID: UInt16) -> Int {
        if let column = componentIDs.firstIndex(of: componentID) { return column }
        componentIDs.append(componentID)
        components.append(contentsOf: repeatElement(-1, count: Self.slots))
        return componentIDs.count - 1
    }

    func component(_ column: Int, slot: Int) -> Int16 { components[column * Self.slots + slot] }
}
