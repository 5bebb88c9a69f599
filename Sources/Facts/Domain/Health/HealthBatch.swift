public import Calendar

/// Health rows of one month as columns of equal length, sorted by account and day. Of two rows for
/// one day, the one that is later in the file comes later.
public struct HealthBatch: Sendable {
    /// The month of all rows.
    public var month: Month
    /// The store's key of the account.
    public var account: [Int32]
    /// Day of the month, from 1.
    public var day: [UInt8]
    /// The score in tenths, 0 to 1000.
    public var score: [Int16]
    /// The raw value of the row's own tier; 0 without one.
    public var tier: [UInt8]
    /// Position in `modelVersions`; 0 without one.
    public var modelVersion: [UInt16]
    /// The components in tenths, one column of rows after the other in the order of
    /// `componentNames`; -1 where not given.
    public var components: [Int16]
    /// The components of the file, in the order of its columns.
    public var componentNames: [String]
    /// The model versions of the file; the one at 0 is empty.
    public var modelVersions: [String]

    /// What a store prepared before writing the rows (`FactWriter.healthPreparation`).
    public var preparation: (any Sendable)?

    /// A batch of `count` empty rows, to be filled in.
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
