import Calendar
import Closing
import GRDB
import Storage

extension ClosedMonth {
    /// Reads a row of `closings`, with the columns in the order of the table.
    ///
    /// - Throws: `StorageError.damagedRow` for a value that no closing writes.
    init(_ row: Row) throws {
        func damaged(_ column: Int) -> StorageError {
            .damagedRow(
                table: "closings", key: (row[0] as DatabaseValue).description,
                column: Array(row.columnNames)[column])
        }
        func value<Value: DatabaseValueConvertible>(_ column: Int) throws -> Value {
            guard let value = Value.fromDatabaseValue(row[column]) else { throw damaged(column) }
            return value
        }
        guard let month = Month(try value(1) as String) else { throw damaged(1) }
        guard let time = Instant(try value(3) as String) else { throw damaged(3) }
        let files = try (value(13) as String).split(separator: "\n").map { line in
            guard line.count > 66 else { throw damaged(13) }
            return FileDigest(
                name: String(line.dropFirst(66)), sha256: String(line.prefix(64)))
        }
        self.init(
            month: month, edition: try value(2), closed: time,
            content: Content(
                by: try value(5), note: try value(6), despiteDisputes: try value(7),
                lastImport: try value(4), methodsVersion: try value(8), policy: try value(9),
                policyDigest: try value(10), dataDigest: try value(11),
                reviewDigest: try value(12), files: files))
    }

    /// The values of a row of `closings` with a number.
    func row(number: Int) -> [String: (any DatabaseValueConvertible)?] {
        [
            "closing_id": number, "month": month.description, "edition": edition,
            "closed_at": closed.description, "import_id": content.lastImport,
            "closed_by": content.by, "note": content.note,
            "despite_disputes": content.despiteDisputes,
            "methods_version": content.methodsVersion, "policy": content.policy,
            "policy_digest": content.policyDigest, "data_digest": content.dataDigest,
            "review_digest": content.reviewDigest,
            "files": content.files.map { "\($0.sha256)  \($0.name)" }.joined(separator: "\n"),
        ]
    }
}
