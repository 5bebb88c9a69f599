public import Access
public import Calendar
import Domain
import GRDB
import Storage

extension SQLiteAccessStore {
    /// Adds a dispute and returns its number.
    public func add(_ dispute: Dispute) throws -> Int {
        try writing { database in
            try database.execute(
                sql: """
                    INSERT INTO disputes (month, csm_id, feed, row_key, field, should, why, time,
                        subject, name, role)
                    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                    """,
                arguments: [
                    dispute.month.description, dispute.csm.text, dispute.feed.rawValue,
                    dispute.key, dispute.field, dispute.should, dispute.why,
                    dispute.by.time.seconds, dispute.by.subject, dispute.by.name,
                    dispute.by.role.rawValue,
                ])
            return Int(database.lastInsertedRowID)
        }
    }

    /// The disputes about a month, oldest first; nil for all months.
    public func disputes(of month: Month?) throws -> [NumberedDispute] {
        try reading { database in
            try Row.fetchAll(
                database,
                sql: """
                    SELECT dispute_id, d.month, csm_id, feed, row_key, field, should, why, d.time,
                        d.subject, d.name, d.role, accepted, text, a.time AS answer_time,
                        a.subject AS answer_subject, a.name AS answer_name,
                        a.role AS answer_role
                    FROM disputes AS d LEFT JOIN dispute_answers AS a USING (dispute_id)
                    WHERE :month IS NULL OR d.month = :month ORDER BY dispute_id
                    """, arguments: ["month": month?.description])
        }.map { row in
            let row = StoredValues(row: row, table: "disputes")
            guard let month = Month(try row.value(1) as String) else { throw row.damaged(1) }
            guard let feed = Feed(rawValue: try row.value(3)) else { throw row.damaged(3) }
            return NumberedDispute(
                number: try row.value(0),
                dispute: Dispute(
                    month: month, csm: CSMID(try row.value(2) as String), feed: feed,
                    key: try row.value(4), field: try row.value(5), should: try row.value(6),
                    why: try row.value(7), by: try row.author(8)),
                answer: row.isNull(12)
                    ? nil
                    : DisputeAnswer(
                        isAccepted: (try row.value(12) as Int) == 1, text: try row.value(13),
                        by: try row.author(14)))
        }
    }

    /// Answers an open dispute; false if there is none with that number, or it was answered before.
    public func answer(_ number: Int, with answer: DisputeAnswer) throws -> Bool {
        try writing { database in
            try database.execute(
                sql: """
                    INSERT INTO dispute_answers (dispute_id, accepted, text, time, subject, name, role)
                    SELECT dispute_id, ?, ?, ?, ?, ?, ? FROM disputes WHERE dispute_id = ?
                        AND dispute_id NOT IN (SELECT dispute_id FROM dispute_answers)
                    """,
                arguments: [
                    answer.isAccepted ? 1 : 0, answer.text, answer.by.time.seconds,
                    answer.by.subject, answer.by.name, answer.by.role.rawValue, number,
                ])
            return database.changesCount > 0
        }
    }

    /// Adds a conclusion and returns its number.
    public func add(_ conclusion: Conclusion) throws -> Int {
        try writing { database in
            try database.execute(
                sql: """
                    INSERT INTO conclusions (month, csm_id, text, looked_at, response, time, subject,
                        name, role)
                    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
                    """,
                arguments: [
                    conclusion.month.description, conclusion.csm.text, conclusion.text,
                    conclusion.lookedAt, conclusion.response, conclusion.by.time.seconds,
                    conclusion.by.subject, conclusion.by.name, conclusion.by.role.rawValue,
                ])
            return Int(database.lastInsertedRowID)
        }
    }

    /// The conclusions about a month, oldest first.
    public func conclusions(of month: Month) throws -> [NumberedConclusion] {
        try reading { database in
            try Row.fetchAll(
                database,
                sql: """
                    SELECT conclusion_id, csm_id, text, looked_at, response, time, subject, name, role
                    FROM conclusions WHERE month = ? ORDER BY conclusion_id
                    """, arguments: [month.description])
        }.map { row in
            let row = StoredValues(row: row, table: "conclusions")
            return (
                try row.value(0),
                Conclusion(
                    month: month, csm: CSMID(try row.value(1) as String), text: try row.value(2),
                    lookedAt: try row.value(3), response: try row.value(4),
                    by: try row.author(5))
            )
        }
    }
}

extension StoredValues {
    /// An author in four columns: time, subject, name and role.
    fileprivate func author(_ column: Int) throws -> Author {
        Author(
            time: try instant(column), subject: try value(column + 1),
            name: try value(column + 2), role: try word(column + 3))
    }
}
