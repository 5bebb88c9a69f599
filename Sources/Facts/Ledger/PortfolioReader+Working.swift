import Calendar
import Domain
import Storage

extension PortfolioReader {
    /// Reads the facts of a working week. A ledger of the performance side has none.
    func working() throws -> WorkingFacts {
        var facts = WorkingFacts()
        try each(
            .dueDates, key: [0],
            """
            SELECT renewal_id, account_id, due_date FROM due_dates_then
            ORDER BY account_id, due_date, renewal_id
            """
        ) { row in
            guard let account = try account(row, 1) else { return }
            facts.dueDates.append(
                DueDate(id: try row.text(0), account: account, due: try row.day(2)))
        }
        try each(
            .touches, key: [0],
            """
            SELECT touch_id, account_id, csm_id, held_on, kind, summary, meaningful
            FROM touches_then ORDER BY account_id, held_on, touch_id
            """
        ) { row in
            guard let account = try account(row, 1) else { return }
            facts.touches.append(
                Touch(
                    id: try row.text(0), account: account,
                    csm: try row.isNull(2) ? nil : csm(row, 2), held: try row.day(3),
                    kind: try row.word(4), summary: try row.optionalText(5),
                    isMeaningful: try isMeaningful(row, 6)))
        }
        try each(
            .actions, key: [0],
            """
            SELECT action_id, account_id, kind, title, opened_on, due_on, closed_on, csm_id,
                playbook, step
            FROM actions_then ORDER BY account_id, opened_on, action_id
            """
        ) { row in
            guard let account = try account(row, 1) else { return }
            facts.actions.append(
                Action(
                    id: try row.text(0), account: account, kind: try row.word(2),
                    title: try row.text(3), opened: try row.day(4), due: try row.optionalDay(5),
                    closed: try row.optionalDay(6), csm: try row.isNull(7) ? nil : csm(row, 7),
                    playbook: try row.optionalText(8), step: try row.optionalText(9)))
        }
        try each(
            .contacts, key: [0],
            """
            SELECT contact_id, account_id, name, role, from_date, to_date FROM contacts_then
            ORDER BY account_id, contact_id
            """
        ) { row in
            guard let account = try account(row, 1) else { return }
            facts.contacts.append(
                Contact(
                    id: try row.text(0), account: account, name: try row.optionalText(2),
                    role: try row.word(3), from: try row.optionalDay(4),
                    until: try row.optionalDay(5)))
        }
        try each(
            .ratings, key: [0],
            """
            SELECT rating_id, account_id, csm_id, rated_on, rating, note FROM ratings_then
            ORDER BY account_id, rated_on, rating_id
            """
        ) { row in
            guard let account = try account(row, 1), let csm = try csm(row, 2) else { return }
            facts.ratings.append(
                Rating(
                    id: try row.text(0), account: account, csm: csm,
                    rated: try row.day(3), level: try row.word(4),
                    note: try row.optionalText(5)))
        }
        try each(
            .dismissals, key: [0],
            """
            SELECT dismissal_id, account_id, csm_id, playbook, dismissed_on, reason
            FROM dismissals_then ORDER BY account_id, dismissed_on, dismissal_id
            """
        ) { row in
            guard let account = try account(row, 1) else { return }
            facts.dismissals.append(
                Dismissal(
                    id: try row.text(0), account: account,
                    csm: try row.isNull(2) ? nil : csm(row, 2), playbook: try row.text(3),
                    dismissed: try row.day(4), reason: try row.text(5)))
        }
        return facts
    }

    /// `yes` or `no`; nil without either.
    private func isMeaningful(_ row: StoredRow, _ column: Int32) throws -> Bool? {
        switch try row.optionalText(column) {
        case nil: nil
        case "yes": true
        case "no": false
        default: throw row.damaged(column)
        }
    }
}
