/// Creates the health history. One row holds one account's month. The key begins with the month, so
/// that a new day touches only the newest pages.
///
/// `packed` holds the days (see `PackedMonth`). The other columns answer most questions in plain
/// SQL. Tiers are 1 red, 2 amber, 3 green; they count only rows that came with a tier.
struct Migration2HealthMonths: Migration {
    let number = 2

    let sql = """
        CREATE TABLE health_months (
            month_account INTEGER PRIMARY KEY, -- months since year 0, << 32, | account_key
            account_key INTEGER NOT NULL REFERENCES accounts (account_key),
            first_day INTEGER NOT NULL,
            last_day INTEGER NOT NULL,
            days INTEGER NOT NULL,
            closing_tenths INTEGER NOT NULL,
            closing_tier INTEGER,
            sum_tenths INTEGER NOT NULL,
            minimum_tenths INTEGER NOT NULL,
            days_red INTEGER NOT NULL,
            days_amber INTEGER NOT NULL,
            days_green INTEGER NOT NULL,
            packed BLOB NOT NULL
        ) STRICT;

        -- The same for people who ask in SQL.
        CREATE VIEW health_by_month AS
        SELECT printf('%04d-%02d', (month_account >> 32) / 12, (month_account >> 32) % 12 + 1)
                AS month,
            account_id, first_day, last_day, days, closing_tenths / 10.0 AS closing_score,
            CASE closing_tier WHEN 1 THEN 'red' WHEN 2 THEN 'amber' WHEN 3 THEN 'green' END
                AS closing_tier,
            sum_tenths / 10.0 / days AS mean_score, minimum_tenths / 10.0 AS minimum_score,
            days_red, days_amber, days_green
        FROM health_months JOIN accounts USING (account_key);

        -- Rows a month, kept up with every import.
        CREATE TABLE health_totals (
            month INTEGER PRIMARY KEY,
            rows INTEGER NOT NULL,
            first_day INTEGER NOT NULL,
            last_day INTEGER NOT NULL
        ) STRICT;

        CREATE TABLE component_names (
            component_id INTEGER PRIMARY KEY,
            name TEXT NOT NULL UNIQUE
        ) STRICT;

        CREATE TABLE model_versions (
            version_id INTEGER PRIMARY KEY,
            name TEXT NOT NULL UNIQUE
        ) STRICT;

        -- What a health row said before it was restated; the oldest is the one first recorded.
        CREATE TABLE health_restatements (
            restatement_id INTEGER PRIMARY KEY,
            account_key INTEGER NOT NULL REFERENCES accounts (account_key),
            date TEXT NOT NULL,
            score_tenths INTEGER NOT NULL,
            tier INTEGER,
            model_version TEXT,
            components TEXT NOT NULL,
            replaced_by INTEGER NOT NULL REFERENCES imports (import_id)
        ) STRICT;
        CREATE INDEX health_restatements_by_account
            ON health_restatements (account_key, date);
        """
}
