import Domain

/// Why a row is rejected.
struct Fault {
    /// The column that breaks a rule; empty if the fault concerns the whole row.
    var column: String
    /// The field as written in the file.
    var value: String
    /// The broken rule in plain words, the same for all rows that break it.
    var reason: String
    /// What else is to be said of this row; empty where nothing is.
    var detail = ""
    /// The row, where nothing is wrong with it but that it names an unknown account or CSM.
    var waiting: CheckedRow?

    init(row reason: String, detail: String = "") {
        self.init("", "", reason, detail: detail)
    }

    init(_ column: String, _ value: String, _ reason: String, detail: String = "") {
        self.column = column
        self.value = value
        self.reason = reason
        self.detail = detail
    }

    /// The fault of a row that shares its key with another row of the file and differs from it.
    ///
    /// - Parameters:
    ///   - column: the first column in which they differ, as the file calls it.
    ///   - value: the row's value in it.
    ///   - other: the other row's value in it.
    ///   - line: the line of the other row.
    ///   - key: the key that they share.
    ///   - remedy: what to do.
    init(
        _ column: String, _ value: FeedValue, contradictedBy other: FeedValue, onLine line: Int,
        key: String, remedy: String
    ) {
        let shown = other.written.isEmpty ? "nothing" : "'\(other.written.prefix(60))'"
        self.init(
            column, value.written, "differs from another row of the file with the same key",
            detail: "line \(line) has \(shown) for \(key); \(remedy)")
    }

    /// The rule and what is to be said of the row.
    var text: String { detail.isEmpty ? reason : "\(reason): \(detail)" }
}
