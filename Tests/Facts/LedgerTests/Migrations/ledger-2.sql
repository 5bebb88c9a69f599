-- A ledger as the version before migration 3 left it: three imports a day apart, the later two
-- restatements. Written by that version, printed as statements.
BEGIN TRANSACTION;
CREATE TABLE accounts (
    account_key INTEGER PRIMARY KEY,
    account_id TEXT NOT NULL UNIQUE,
    name TEXT,
    segment TEXT NOT NULL,
    arr_tier TEXT,
    product TEXT,
    industry TEXT,
    region TEXT,
    customer_since TEXT,
    parent_account_id TEXT,
    import_id INTEGER NOT NULL REFERENCES imports (import_id)
) STRICT;
INSERT INTO "accounts" VALUES(1,'a1','Acme','SMB',NULL,NULL,NULL,NULL,NULL,NULL,1);
INSERT INTO "accounts" VALUES(2,'a2','Bolt','SMB',NULL,NULL,NULL,NULL,NULL,NULL,1);
CREATE TABLE arr (
    account_id TEXT NOT NULL REFERENCES accounts (account_id),
    effective_date TEXT NOT NULL,
    arr REAL NOT NULL,
    currency TEXT,
    import_id INTEGER NOT NULL REFERENCES imports (import_id),
    PRIMARY KEY (account_id, effective_date)
) STRICT, WITHOUT ROWID;
CREATE TABLE assignments (
    account_id TEXT NOT NULL REFERENCES accounts (account_id),
    csm_id TEXT NOT NULL REFERENCES csms (csm_id),
    start_date TEXT NOT NULL,
    end_date TEXT,
    import_id INTEGER NOT NULL REFERENCES imports (import_id),
    PRIMARY KEY (account_id, start_date)
) STRICT, WITHOUT ROWID;
INSERT INTO "assignments" VALUES('a1','c1','2025-01-01',NULL,3);
INSERT INTO "assignments" VALUES('a2','c1','2025-01-01',NULL,3);
CREATE TABLE benchmarks (
    metric TEXT NOT NULL,
    segment TEXT NOT NULL,
    statistic TEXT NOT NULL,
    value REAL NOT NULL,
    source TEXT,
    as_of TEXT,
    import_id INTEGER NOT NULL REFERENCES imports (import_id),
    PRIMARY KEY (metric, segment, statistic)
) STRICT, WITHOUT ROWID;
CREATE TABLE component_names (
    component_id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE
) STRICT;
INSERT INTO "component_names" VALUES(1,'use');
CREATE TABLE csms (
    csm_id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    team TEXT,
    manager_id TEXT,
    start_date TEXT,
    end_date TEXT,
    import_id INTEGER NOT NULL REFERENCES imports (import_id)
) STRICT, WITHOUT ROWID;
INSERT INTO "csms" VALUES('c1','Ann','North',NULL,NULL,NULL,2);
CREATE TABLE feed_digests (
    feed TEXT PRIMARY KEY,
    digest INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO "feed_digests" VALUES('accounts',1423033839337278174);
INSERT INTO "feed_digests" VALUES('assignments',-3468164850196586706);
INSERT INTO "feed_digests" VALUES('csms',-1051341169856294123);
INSERT INTO "feed_digests" VALUES('health',-5537436792312909513);
INSERT INTO "feed_digests" VALUES('renewals',3334045693909086179);
CREATE TABLE fx (
    currency TEXT NOT NULL,
    date TEXT NOT NULL,
    rate REAL NOT NULL,
    import_id INTEGER NOT NULL REFERENCES imports (import_id),
    PRIMARY KEY (currency, date)
) STRICT, WITHOUT ROWID;
CREATE TABLE grdb_migrations (identifier TEXT NOT NULL PRIMARY KEY);
INSERT INTO "grdb_migrations" VALUES('1');
INSERT INTO "grdb_migrations" VALUES('2');
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
INSERT INTO "health_months" VALUES(104367705292801,1,28,31,4,530,2,1740,200,0,3,0,X'0101030100000078F401FE01C80012028A010000010002000003010005000F00FFFF2300');
INSERT INTO "health_months" VALUES(104367705292802,2,28,31,4,770,NULL,3140,770,0,0,0,X'0100000000000078200316030C030203');
INSERT INTO "health_months" VALUES(104372000260097,1,1,5,5,120,1,1900,110,2,3,0,X'010104011F0000001C026E0030023A027800A60101000001000100000201000402002D00FFFF41004B004600');
INSERT INTO "health_months" VALUES(104372000260098,2,1,4,4,730,NULL,2980,730,0,0,0,X'010000000F000000F802EE02E402DA02');
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
INSERT INTO "health_restatements" VALUES(1,1,'2025-01-30',520,2,'v1','{"use":2.5}',6);
INSERT INTO "health_restatements" VALUES(2,1,'2025-02-02',550,2,'v1','{"use":5.5}',6);
INSERT INTO "health_restatements" VALUES(3,1,'2025-01-30',100,1,'v2','{"use":9.0}',8);
CREATE TABLE health_totals (
    month INTEGER PRIMARY KEY,
    rows INTEGER NOT NULL,
    first_day INTEGER NOT NULL,
    last_day INTEGER NOT NULL
) STRICT;
INSERT INTO "health_totals" VALUES(24300,8,28,31);
INSERT INTO "health_totals" VALUES(24301,9,1,5);
CREATE TABLE imports (
    import_id INTEGER PRIMARY KEY,
    feed TEXT NOT NULL,
    file TEXT NOT NULL,
    digest TEXT,
    imported_at TEXT NOT NULL,
    taken INTEGER NOT NULL DEFAULT 0,
    unchanged INTEGER NOT NULL DEFAULT 0,
    restated INTEGER NOT NULL DEFAULT 0,
    rejected INTEGER NOT NULL DEFAULT 0
) STRICT;
INSERT INTO "imports" VALUES(1,'accounts','accounts.csv','dd204815149a735a','2026-11-01T09:00:00Z',2,0,0,0);
INSERT INTO "imports" VALUES(2,'csms','csms.csv','f7035de0cc2af31c','2026-11-01T09:00:00Z',1,0,0,0);
INSERT INTO "imports" VALUES(3,'assignments','assignments.csv','b55e121d352316cd','2026-11-01T09:00:00Z',2,0,0,0);
INSERT INTO "imports" VALUES(4,'health','health.csv','b65448d8d38e5964','2026-11-01T09:00:00Z',16,0,0,0);
INSERT INTO "imports" VALUES(5,'renewals','renewals.csv','d90bcd2566992282','2026-11-01T09:00:00Z',1,0,0,0);
INSERT INTO "imports" VALUES(6,'health','health.csv','05e5558d5c7d4312','2026-11-02T09:00:00Z',1,0,2,0);
INSERT INTO "imports" VALUES(7,'renewals','renewals.csv','ff0068980be3ac93','2026-11-02T09:00:00Z',0,0,1,0);
INSERT INTO "imports" VALUES(8,'health','third.csv','7a7d18440e1164f6','2026-11-03T09:00:00Z',0,0,1,0);
CREATE TABLE model_versions (
    version_id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE
) STRICT;
INSERT INTO "model_versions" VALUES(1,'v1');
INSERT INTO "model_versions" VALUES(2,'v2');
CREATE TABLE opportunities (
    opportunity_id TEXT PRIMARY KEY,
    account_id TEXT NOT NULL REFERENCES accounts (account_id),
    csm_id TEXT REFERENCES csms (csm_id),
    created_on TEXT NOT NULL,
    stage TEXT NOT NULL,
    amount REAL NOT NULL,
    closed_on TEXT,
    currency TEXT,
    import_id INTEGER NOT NULL REFERENCES imports (import_id)
) STRICT, WITHOUT ROWID;
CREATE TABLE overrides (
    override_id TEXT PRIMARY KEY,
    account_id TEXT NOT NULL REFERENCES accounts (account_id),
    csm_id TEXT NOT NULL REFERENCES csms (csm_id),
    logged_on TEXT NOT NULL,
    asserted_tier TEXT NOT NULL,
    model_tier TEXT,
    model_score REAL,
    reason TEXT,
    note TEXT,
    reevaluate_on TEXT,
    withdrawn_on TEXT,
    import_id INTEGER NOT NULL REFERENCES imports (import_id)
) STRICT, WITHOUT ROWID;
CREATE TABLE renewals (
    renewal_id TEXT PRIMARY KEY,
    account_id TEXT NOT NULL REFERENCES accounts (account_id),
    due_date TEXT NOT NULL,
    outcome TEXT NOT NULL,
    closed_date TEXT,
    notice_date TEXT,
    arr_before REAL NOT NULL,
    arr_after REAL,
    currency TEXT,
    reason TEXT,
    import_id INTEGER NOT NULL REFERENCES imports (import_id)
) STRICT, WITHOUT ROWID;
INSERT INTO "renewals" VALUES('r1','a1','2025-06-01','renewed','2025-05-20',NULL,0.1,0.2,NULL,NULL,7);
CREATE TABLE restatements (
    restatement_id INTEGER PRIMARY KEY,
    feed TEXT NOT NULL,
    row_key TEXT NOT NULL,
    before TEXT NOT NULL,
    known_since INTEGER NOT NULL REFERENCES imports (import_id),
    replaced_by INTEGER NOT NULL REFERENCES imports (import_id)
) STRICT;
INSERT INTO "restatements" VALUES(1,'renewals','["r1"]','{"renewal_id":"r1","account_id":"a1","due_date":"2025-06-01","outcome":"open","closed_date":null,"notice_date":null,"arr_before":0.1,"arr_after":null,"currency":null,"reason":null}',5,7);
CREATE TABLE sessions (
    session_id TEXT PRIMARY KEY,
    account_id TEXT NOT NULL REFERENCES accounts (account_id),
    csm_id TEXT NOT NULL REFERENCES csms (csm_id),
    held_on TEXT NOT NULL,
    kind TEXT,
    import_id INTEGER NOT NULL REFERENCES imports (import_id)
) STRICT, WITHOUT ROWID;
CREATE TABLE surveys (
    response_id TEXT PRIMARY KEY,
    account_id TEXT NOT NULL REFERENCES accounts (account_id),
    respondent_id TEXT,
    kind TEXT NOT NULL,
    score REAL NOT NULL,
    responded_on TEXT NOT NULL,
    import_id INTEGER NOT NULL REFERENCES imports (import_id)
) STRICT, WITHOUT ROWID;
CREATE TABLE targets (
    scope TEXT NOT NULL,
    scope_id TEXT NOT NULL,
    metric TEXT NOT NULL,
    from_date TEXT NOT NULL,
    to_date TEXT NOT NULL,
    value REAL NOT NULL,
    import_id INTEGER NOT NULL REFERENCES imports (import_id),
    PRIMARY KEY (scope, scope_id, metric, from_date)
) STRICT, WITHOUT ROWID;
CREATE VIEW health_by_month AS
SELECT printf('%04d-%02d', (month_account >> 32) / 12, (month_account >> 32) % 12 + 1)
        AS month,
    account_id, first_day, last_day, days, closing_tenths / 10.0 AS closing_score,
    CASE closing_tier WHEN 1 THEN 'red' WHEN 2 THEN 'amber' WHEN 3 THEN 'green' END
        AS closing_tier,
    sum_tenths / 10.0 / days AS mean_score, minimum_tenths / 10.0 AS minimum_score,
    days_red, days_amber, days_green
FROM health_months JOIN accounts USING (account_key);
CREATE INDEX health_restatements_by_account
    ON health_restatements (account_key, date);
COMMIT;
