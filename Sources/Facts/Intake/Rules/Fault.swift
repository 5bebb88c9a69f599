/// Why a row is rejected.
struct Fault: Equatable {
    /// The column that breaks a rule; empty if the fault concerns the whole row.
    var column: String
    /// The field as written in the file.
    var value: String
    /// The broken rule in plain words.
    var reason: String

    init(row reason: String) {
        self.init("", "", reason)
    }

    init(_ column: String, _ value: String, _ reason: String) {
        self.column = column
        self.value = value
        self.reason = reason
    }
}
