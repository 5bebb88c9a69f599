import GRDB

/// Adds the day from which a contract's revenue was paid, and the roles of assignments. A role is
/// part of the key: two people may be on one account from one day, as its owner and otherwise.
struct Migration7Contracts: Migration {
    let number = 7

    let sql = """
        ALTER TABLE renewals ADD COLUMN term_start TEXT;
        ALTER TABLE renewals_history ADD COLUMN term_start TEXT;

        CREATE TABLE assignments_with_roles (
            account_id TEXT NOT NULL REFERENCES accounts (account_id),
            csm_id TEXT NOT NULL REFERENCES csms (csm_id),
            start_date TEXT NOT NULL,
            end_date TEXT,
            role TEXT NOT NULL, -- '' for the owner
            role_csm TEXT NOT NULL, -- csm_id of a row with another role, '' for the owner
            import_id INTEGER NOT NULL REFERENCES imports (import_id),
            withdrawn_by INTEGER REFERENCES imports (import_id),
            PRIMARY KEY (account_id, start_date, role, role_csm)
        ) STRICT, WITHOUT ROWID;
        INSERT INTO assignments_with_roles SELECT
            account_id, csm_id, start_date, end_date, '', '', import_id, withdrawn_by
        FROM assignments ORDER BY account_id, start_date;
        DROP TABLE assignments;
        ALTER TABLE assignments_with_roles RENAME TO assignments;
        ALTER TABLE assignments_history ADD COLUMN role TEXT NOT NULL DEFAULT '';
        ALTER TABLE assignments_history ADD COLUMN role_csm TEXT NOT NULL DEFAULT '';
        """

    func convert(_ database: Database) throws {
        try database.addChecksums(to: "assignments")
        try database.addChecksums(to: "assignments_history")
        try database.makeRestatementsView()
    }
}
