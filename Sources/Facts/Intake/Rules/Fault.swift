/// Why a row is rejected.
struct Fault: Equatable {
    /// The column that breaks a rule; empty for the row as a whole.
    var column: String
    /// The field as written.
    var value: String
    /// The rule, in plain words.
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
