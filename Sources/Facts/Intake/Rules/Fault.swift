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

    /// The rule and what is to be said of the row.
    var text: String { detail.isEmpty ? reason : "\(reason): \(detail)" }
}
