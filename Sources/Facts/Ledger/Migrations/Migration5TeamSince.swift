/// Adds the day from which a CSM is in a team. The teams before it are in `csms_history`.
struct Migration5TeamSince: Migration {
    let number = 5

    let sql = """
        ALTER TABLE csms ADD COLUMN team_since TEXT;
        ALTER TABLE csms_history ADD COLUMN team_since TEXT;

        DROP VIEW restatements;

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
            end_date, 'team_since', team_since) AS before, known_since, known_until AS replaced_by
            FROM csms_history
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
