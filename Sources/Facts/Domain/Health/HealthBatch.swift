public import Calendar

/// Health rows of one month, sorted by account and day; of two rows for one day the later one in
/// the file comes later. Columns of one length, a row an index.
public struct HealthBatch: Sendable {
    /// The month all rows lie in.
    public var month: Month
    /// The store's key of the account.
    public var account: [Int32]
    /// Day of the month, from 1.
    public var day: [UInt8]
    /// Tenths, 0 to 1000.
    public var score: [Int16]
    /// Raw value of the row's own tier; 0 without one.
    public var tier: [UInt8]
    /// Position in `modelVersions`; 0 without one.
    public var modelVersion: [UInt16]
    /// Column by column, one for each of `componentNames`, in tenths; -1 where not given.
    public var components: [Int16]
    /// The components of the file, in the order of its columns.
    public var componentNames: [String]
    /// The model versions of the file; the one at 0 is empty.
    public var modelVersions: [String]

    /// What a store worked out of the rows ahead of writing them (`FactWriter.healthPreparation`).
    public var preparation: (any Sendable)?

    /// A batch of `count` rows whose columns are still to be filled.
    public init(month: Month, count: Int, componentNames: [String], modelVersions: [String]) {
        self.month = month
        self.componentNames = componentNames
        self.modelVersions = modelVersions
        account = Array(repeating: 0, count: count)
        day = Array(repeating: 0, count: count)
        score = Array(repeating: 0, count: count)
        tier = Array(repeating: 0, count: count)
        modelVersion = Array(repeating: 0, count: count)
        components = Array(repeating: -1, count: count * componentNames.count)
    }
}
