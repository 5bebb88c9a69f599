/// Records for every fact which import brought it and which one ended it. The values of replaced
/// rows move to a history table for each feed, and rows can be withdrawn.
///
/// A row of `renewals` is valid from its `import_id` until its `withdrawn_by`, if it has one. A row
/// of `renewals_history` was valid from the import `known_since` until the import `known_until`.
/// The other feeds work the same way; for health see `Migration4HealthKnownSince`.
struct Migration3KnownSince: Migration {
    let number = 3

    let sql = """
        -- The place of the file among those of its feed, from 1. Health days are kept by it.
        ALTER TABLE imports ADD COLUMN feed_number INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE imports ADD COLUMN withdrawn INTEGER NOT NULL DEFAULT 0;
        UPDATE imports SET feed_number = numbered.number
        FROM (
            SELECT import_id AS id,
                row_number() OVER (PARTITION BY feed ORDER BY import_id) AS number
            FROM imports
        ) AS numbered WHERE import_id = numbered.id;
        CREATE INDEX imports_by_feed ON imports (feed, feed_number);

        -- What each import left the digest of its feed at; it used to be the last one's alone.
        ALTER TABLE feed_digests RENAME TO latest_digests;
        CREATE TABLE feed_digests (
            feed TEXT NOT NULL,
            import_id INTEGER NOT NULL REFERENCES imports (import_id),
            digest INTEGER NOT NULL,
            PRIMARY KEY (feed, import_id)
        ) STRICT, WITHOUT ROWID;
        INSERT INTO feed_digests
        SELECT feed, max(import_id), latest_digests.digest
        FROM latest_digests JOIN imports USING (feed) GROUP BY feed;
        DROP TABLE latest_digests;

        CREATE TABLE accounts_history (
            account_id TEXT NOT NULL,
            name TEXT,
            segment TEXT NOT NULL,
            arr_tier TEXT,
            product TEXT,
            industry TEXT,
            region TEXT,
            customer_since TEXT,
            parent_account_id TEXT,
            known_since INTEGER NOT NULL REFERENCES imports (import_id),
            known_until INTEGER NOT NULL REFERENCES imports (import_id)
        ) STRICT;
        INSERT INTO accounts_history SELECT
            json_extract(before, '$.account_id'), json_extract(before, '$.name'),
            json_extract(before, '$.segment'), json_extract(before, '$.arr_tier'),
            json_extract(before, '$.product'), json_extract(before, '$.industry'),
            json_extract(before, '$.region'), json_extract(before, '$.customer_since'),
            json_extract(before, '$.parent_account_id'), known_since, replaced_by
        FROM restatements WHERE feed = 'accounts' ORDER BY restatement_id;
        ALTER TABLE accounts ADD COLUMN withdrawn_by INTEGER REFERENCES imports (import_id);

        CREATE TABLE csms_history (
            csm_id TEXT NOT NULL,
            name TEXT NOT NULL,
            team TEXT,
            manager_id TEXT,
            start_date TEXT,
            end_date TEXT,
            known_since INTEGER NOT NULL REFERENCES imports (import_id),
            known_until INTEGER NOT NULL REFERENCES imports (import_id)
        ) STRICT;
        INSERT INTO csms_history SELECT
            json_extract(before, '$.csm_id'), json_extract(before, '$.name'),
            json_extract(before, '$.team'), json_extract(before, '$.manager_id'),
            json_extract(before, '$.start_date'), json_extract(before, '$.end_date'),
            known_since, replaced_by
        FROM restatements WHERE feed = 'csms' ORDER BY restatement_id;
        ALTER TABLE csms ADD COLUMN withdrawn_by INTEGER REFERENCES imports (import_id);

        CREATE TABLE assignments_history (
            account_id TEXT NOT NULL,
            csm_id TEXT NOT NULL,
            start_date TEXT NOT NULL,
            end_date TEXT,
            known_since INTEGER NOT NULL REFERENCES imports (import_id),
            known_until INTEGER NOT NULL REFERENCES imports (import_id)
        ) STRICT;
        INSERT INTO assignments_history SELECT
            json_extract(before, '$.account_id'), json_extract(before, '$.csm_id'),
            json_extract(before, '$.start_date'), json_extract(before, '$.end_date'),
            known_since, replaced_by
        FROM restatements WHERE feed = 'assignments' ORDER BY restatement_id;
        ALTER TABLE assignments ADD COLUMN withdrawn_by INTEGER REFERENCES imports (import_id);

        CREATE TABLE overrides_history (
            override_id TEXT NOT NULL,
            account_id TEXT NOT NULL,
            csm_id TEXT NOT NULL,
            logged_on TEXT NOT NULL,
            asserted_tier TEXT NOT NULL,
            model_tier TEXT,
            model_score REAL,
            reason TEXT,
            note TEXT,
            reevaluate_on TEXT,
            withdrawn_on TEXT,
            known_since INTEGER NOT NULL REFERENCES imports (import_id),
            known_until INTEGER NOT NULL REFERENCES imports (import_id)
        ) STRICT;
        INSERT INTO overrides_history SELECT
            json_extract(before, '$.override_id'), json_extract(before, '$.account_id'),
            json_extract(before, '$.csm_id'), json_extract(before, '$.logged_on'),
            json_extract(before, '$.asserted_tier'), json_extract(before, '$.model_tier'),
            json_extract(before, '$.model_score'), json_extract(before, '$.reason'),
            json_extract(before, '$.note'), json_extract(before, '$.reevaluate_on'),
            json_extract(before, '$.withdrawn_on'), known_since, replaced_by
        FROM restatements WHERE feed = 'overrides' ORDER BY restatement_id;
        ALTER TABLE overrides ADD COLUMN withdrawn_by INTEGER REFERENCES imports (import_id);

        CREATE TABLE renewals_history (
            renewal_id TEXT NOT NULL,
            account_id TEXT NOT NULL,
            due_date TEXT NOT NULL,
            outcome TEXT NOT NULL,
            closed_date TEXT,
            notice_date TEXT,
            arr_before REAL NOT NULL,
            arr_after REAL,
            currency TEXT,
            reason TEXT,
            known_since INTEGER NOT NULL REFERENCES imports (import_id),
            known_until INTEGER NOT NULL REFERENCES imports (import_id)
        ) STRICT;
        INSERT INTO renewals_history SELECT
            json_extract(before, '$.renewal_id'), json_extract(before, '$.account_id'),
            json_extract(before, '$.due_date'), json_extract(before, '$.outcome'),
            json_extract(before, '$.closed_date'), json_extract(before, '$.notice_date'),
            json_extract(before, '$.arr_before'), json_extract(before, '$.arr_after'),
            json_extract(before, '$.currency'), json_extract(before, '$.reason'),
            known_since, replaced_by
        FROM restatements WHERE feed = 'renewals' ORDER BY restatement_id;
        ALTER TABLE renewals ADD COLUMN withdrawn_by INTEGER REFERENCES imports (import_id);

        CREATE TABLE arr_history (
            account_id TEXT NOT NULL,
            effective_date TEXT NOT NULL,
            arr REAL NOT NULL,
            currency TEXT,
            known_since INTEGER NOT NULL REFERENCES imports (import_id),
            known_until INTEGER NOT NULL REFERENCES imports (import_id)
        ) STRICT;
        INSERT INTO arr_history SELECT
            json_extract(before, '$.account_id'), json_extract(before, '$.effective_date'),
            json_extract(before, '$.arr'), json_extract(before, '$.currency'),
            known_since, replaced_by
        FROM restatements WHERE feed = 'arr' ORDER BY restatement_id;
        ALTER TABLE arr ADD COLUMN withdrawn_by INTEGER REFERENCES imports (import_id);

        CREATE TABLE opportunities_history (
            opportunity_id TEXT NOT NULL,
            account_id TEXT NOT NULL,
            csm_id TEXT,
            created_on TEXT NOT NULL,
            stage TEXT NOT NULL,
            amount REAL NOT NULL,
            closed_on TEXT,
            currency TEXT,
            known_since INTEGER NOT NULL REFERENCES imports (import_id),
            known_until INTEGER NOT NULL REFERENCES imports (import_id)
        ) STRICT;
        INSERT INTO opportunities_history SELECT
            json_extract(before, '$.opportunity_id'), json_extract(before, '$.account_id'),
            json_extract(before, '$.csm_id'), json_extract(before, '$.created_on'),
            json_extract(before, '$.stage'), json_extract(before, '$.amount'),
            json_extract(before, '$.closed_on'), json_extract(before, '$.currency'),
            known_since, replaced_by
        FROM restatements WHERE feed = 'opportunities' ORDER BY restatement_id;
        ALTER TABLE opportunities ADD COLUMN withdrawn_by INTEGER REFERENCES imports (import_id);

        CREATE TABLE surveys_history (
            response_id TEXT NOT NULL,
            account_id TEXT NOT NULL,
            respondent_id TEXT,
            kind TEXT NOT NULL,
            score REAL NOT NULL,
            responded_on TEXT NOT NULL,
            known_since INTEGER NOT NULL REFERENCES imports (import_id),
            known_until INTEGER NOT NULL REFERENCES imports (import_id)
        ) STRICT;
        INSERT INTO surveys_history SELECT
            json_extract(before, '$.response_id'), json_extract(before, '$.account_id'),
            json_extract(before, '$.respondent_id'), json_extract(before, '$.kind'),
            json_extract(before, '$.score'), json_extract(before, '$.responded_on'),
            known_since, replaced_by
        FROM restatements WHERE feed = 'surveys' ORDER BY restatement_id;
        ALTER TABLE surveys ADD COLUMN withdrawn_by INTEGER REFERENCES imports (import_id);

        CREATE TABLE sessions_history (
            session_id TEXT NOT NULL,
            account_id TEXT NOT NULL,
            csm_id TEXT NOT NULL,
            held_on TEXT NOT NULL,
            kind TEXT,
            known_since INTEGER NOT NULL REFERENCES imports (import_id),
            known_until INTEGER NOT NULL REFERENCES imports (import_id)
        ) STRICT;
        INSERT INTO sessions_history SELECT
            json_extract(before, '$.session_id'), json_extract(before, '$.account_id'),
            json_extract(before, '$.csm_id'), json_extract(before, '$.held_on'),
            json_extract(before, '$.kind'), known_since, replaced_by
        FROM restatements WHERE feed = 'sessions' ORDER BY restatement_id;
        ALTER TABLE sessions ADD COLUMN withdrawn_by INTEGER REFERENCES imports (import_id);

        CREATE TABLE targets_history (
            scope TEXT NOT NULL,
            scope_id TEXT NOT NULL,
            metric TEXT NOT NULL,
            from_date TEXT NOT NULL,
            to_date TEXT NOT NULL,
            value REAL NOT NULL,
            known_since INTEGER NOT NULL REFERENCES imports (import_id),
            known_until INTEGER NOT NULL REFERENCES imports (import_id)
        ) STRICT;
        INSERT INTO targets_history SELECT
            json_extract(before, '$.scope'), json_extract(before, '$.scope_id'),
            json_extract(before, '$.metric'), json_extract(before, '$.from_date'),
            json_extract(before, '$.to_date'), json_extract(before, '$.value'),
            known_since, replaced_by
        FROM restatements WHERE feed = 'targets' ORDER BY restatement_id;
        ALTER TABLE targets ADD COLUMN withdrawn_by INTEGER REFERENCES imports (import_id);

        CREATE TABLE benchmarks_history (
            metric TEXT NOT NULL,
            segment TEXT NOT NULL,
            statistic TEXT NOT NULL,
            value REAL NOT NULL,
            source TEXT,
            as_of TEXT,
            known_since INTEGER NOT NULL REFERENCES imports (import_id),
            known_until INTEGER NOT NULL REFERENCES imports (import_id)
        ) STRICT;
        INSERT INTO benchmarks_history SELECT
            json_extract(before, '$.metric'), json_extract(before, '$.segment'),
            json_extract(before, '$.statistic'), json_extract(before, '$.value'),
            json_extract(before, '$.source'), json_extract(before, '$.as_of'),
            known_since, replaced_by
        FROM restatements WHERE feed = 'benchmarks' ORDER BY restatement_id;
        ALTER TABLE benchmarks ADD COLUMN withdrawn_by INTEGER REFERENCES imports (import_id);

        CREATE TABLE fx_history (
            currency TEXT NOT NULL,
            date TEXT NOT NULL,
            rate REAL NOT NULL,
            known_since INTEGER NOT NULL REFERENCES imports (import_id),
            known_until INTEGER NOT NULL REFERENCES imports (import_id)
        ) STRICT;
        INSERT INTO fx_history SELECT
            json_extract(before, '$.currency'), json_extract(before, '$.date'),
            json_extract(before, '$.rate'), known_since, replaced_by
        FROM restatements WHERE feed = 'fx' ORDER BY restatement_id;
        ALTER TABLE fx ADD COLUMN withdrawn_by INTEGER REFERENCES imports (import_id);

        DROP TABLE restatements;

        -- What rows said before, for people who ask in SQL.
        CREATE VIEW restatements AS
        SELECT 'accounts' AS feed, json_array(account_id) AS row_key, json_object('account_id',
            account_id, 'name', name, 'segment', segment, 'arr_tier', arr_tier, 'product', product,
            'industry', industry, 'region', region, 'customer_since', customer_since,
            'parent_account_id', parent_account_id) AS before, known_since, known_until AS
            replaced_by FROM accounts_history
        UNION ALL
        SELECT 'csms' AS feed, json_array(csm_id) AS row_key, json_object('csm_id', csm_id, 'name',
            name, 'team', team, 'manager_id', manager_id, 'start_date', start_date, 'end_date',
            end_date) AS before, known_since, known_until AS replaced_by FROM csms_history
        UNION ALL
        SELECT 'assignments' AS feed, json_array(account_id, start_date) AS row_key,
            json_object('account_id', account_id, 'csm_id', csm_id, 'start_date', start_date,
            'end_date', end_date) AS before, known_since, known_until AS replaced_by FROM
            assignments_history
        UNION ALL
        SELECT 'overrides' AS feed, json_array(override_id) AS row_key, json_object('override_id',
            override_id, 'account_id', account_id, 'csm_id', csm_id, 'logged_on', logged_on,
            'asserted_tier', asserted_tier, 'model_tier', model_tier, 'model_score', model_score,
            'reason', reason, 'note', note, 'reevaluate_on', reevaluate_on, 'withdrawn_on',
            withdrawn_on) AS before, known_since, known_until AS replaced_by FROM overrides_history
        UNION ALL
        SELECT 'renewals' AS feed, json_array(renewal_id) AS row_key, json_object('renewal_id',
            renewal_id, 'account_id', account_id, 'due_date', due_date, 'outcome', outcome,
            'closed_date', closed_date, 'notice_date', notice_date, 'arr_before', arr_before,
            'arr_after', arr_after, 'currency', currency, 'reason', reason) AS before, known_since,
            known_until AS replaced_by FROM renewals_history
        UNION ALL
        SELECT 'arr' AS feed, json_array(account_id, effective_date) AS row_key,
            json_object('account_id', account_id, 'effective_date', effective_date, 'arr', arr,
            'currency', currency) AS before, known_since, known_until AS replaced_by FROM
            arr_history
        UNION ALL
        SELECT 'opportunities' AS feed, json_array(opportunity_id) AS row_key,
            json_object('opportunity_id', opportunity_id, 'account_id', account_id, 'csm_id',
            csm_id, 'created_on', created_on, 'stage', stage, 'amount', amount, 'closed_on',
            closed_on, 'currency', currency) AS before, known_since, known_until AS replaced_by FROM
            opportunities_history
        UNION ALL
        SELECT 'surveys' AS feed, json_array(response_id) AS row_key, json_object('response_id',
            response_id, 'account_id', account_id, 'respondent_id', respondent_id, 'kind', kind,
            'score', score, 'responded_on', responded_on) AS before, known_since, known_until AS
            replaced_by FROM surveys_history
        UNION ALL
        SELECT 'sessions' AS feed, json_array(session_id) AS row_key, json_object('session_id',
            session_id, 'account_id', account_id, 'csm_id', csm_id, 'held_on', held_on, 'kind',
            kind) AS before, known_since, known_until AS replaced_by FROM sessions_history
        UNION ALL
        SELECT 'targets' AS feed, json_array(scope, scope_id, metric, from_date) AS row_key,
            json_object('scope', scope, 'scope_id', scope_id, 'metric', metric, 'from_date',
            from_date, 'to_date', to_date, 'value', value) AS before, known_since, known_until AS
            replaced_by FROM targets_history
        UNION ALL
        SELECT 'benchmarks' AS feed, json_array(metric, segment, statistic) AS row_key,
            json_object('metric', metric, 'segment', segment, 'statistic', statistic, 'value',
            value, 'source', source, 'as_of', as_of) AS before, known_since, known_until AS
            replaced_by FROM benchmarks_history
        UNION ALL
        SELECT 'fx' AS feed, json_array(currency, date) AS row_key, json_object('currency',
            currency, 'date', date, 'rate', rate) AS before, known_since, known_until AS replaced_by
            FROM fx_history;
        """
}
