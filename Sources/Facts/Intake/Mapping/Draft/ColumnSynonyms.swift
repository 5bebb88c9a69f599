import Domain

/// What other systems call the columns of the feeds, the likeliest name first. Names are compared
/// by `columnName`.
enum ColumnSynonyms {
    /// Other names of a feed's column.
    static func names(_ feed: Feed, _ column: String) -> [String] {
        (own[feed]?[column] ?? []) + (shared[column] ?? [])
    }

    private static let shared: [String: [String]] = [
        "account_id": [
            "accountid", "account", "customer_id", "customerid", "company_id", "companyid",
            "account_number", "external_id", "externalid", "organization_id", "org_id",
            "kundennummer", "kunden_nr", "kunde", "customer", "gsid", "crm_id", "sfdc_account_id",
            "account_name", "company", "company_name",
        ],
        "csm_id": [
            "csmid", "csm", "csm_email", "owner_id", "ownerid", "owner", "account_owner",
            "customer_success_manager", "success_manager", "csm_name", "assigned_to", "betreuer",
        ],
        "currency": [
            "currency_code", "currencyisocode", "currency_iso_code", "deal_currency_code",
            "iso_code", "waehrung", "währung",
        ],
        "name": ["account_name", "company_name", "customer_name", "full_name", "display_name"],
        "note": ["notes", "comment", "comments", "description"],
        "reason": ["reason_code", "loss_reason", "closed_lost_reason", "churn_reason", "grund"],
    ]

    private static let own: [Feed: [String: [String]]] = [
        .accounts: [
            "account_id": ["id", "record_id"],
            "segment": [
                "customer_segment", "tier_segment", "market_segment", "size", "segmentname",
            ],
            "arr_tier": ["arr_band", "revenue_tier", "tier", "size_band"],
            "product": ["product_name", "plan", "plan_name", "edition"],
            "industry": ["industry_name", "vertical", "branche"],
            "region": ["territory", "country", "geo", "billing_country", "land"],
            "customer_since": [
                "customer_since_date", "original_contract_date", "start_date", "created_date",
                "createddate", "kunde_seit", "onboarded_on", "become_a_customer_date",
            ],
            "parent_account_id": ["parentid", "parent_id", "parent_account", "parent"],
        ],
        .csms: [
            "csm_id": ["id", "user_id", "userid", "email", "employee_id"],
            "name": ["csm_name", "user_name"], "team": ["team_name", "group", "pod", "department"],
            "manager_id": ["managerid", "manager", "manager_email", "reports_to"],
            "start_date": ["hired_on", "hire_date", "joined_on", "started_on"],
            "end_date": ["left_on", "termination_date", "leave_date", "ended_on"],
        ],
        .assignments: [
            "csm_id": ["user_id", "userid", "assignee"],
            "start_date": ["from", "from_date", "valid_from", "assigned_on", "start", "von"],
            "end_date": ["to", "to_date", "valid_to", "until", "end", "unassigned_on", "bis"],
            "role": ["team_role", "role_name", "team_member_role", "assignment_type"],
        ],
        .health: [
            "date": [
                "snapshot_date", "snapshotdate", "day", "as_of", "scored_at", "timestamp",
                "created_at", "datum", "calculated_on",
            ],
            "score": [
                "health_score", "healthscore", "overall_score", "overall_health_score", "health",
                "score_value", "churnscore", "current_score",
            ],
            "tier": ["health", "color", "colour", "status", "rag", "health_status", "ampel"],
            "model_version": ["version", "model", "scorecard", "scorecard_name"],
        ],
        .overrides: [
            "override_id": ["id", "record_id"],
            "logged_on": ["created_on", "created_at", "date", "logged_at", "overridden_on"],
            "asserted_tier": [
                "csm_tier", "override", "override_tier", "manual_health", "csm_sentiment",
                "sentiment", "csm_pulse", "new_health", "to",
            ],
            "model_tier": [
                "system_tier", "model_health", "system_health", "calculated_tier", "from",
            ],
            "model_score": ["system_score", "calculated_score", "health_score", "score"],
            "reevaluate_on": ["expires_on", "expires_at", "review_on", "valid_until"],
            "withdrawn_on": ["removed_on", "revoked_on", "cancelled_on"],
        ],
        .renewals: [
            "renewal_id": [
                "id", "opportunity_id", "opportunityid", "deal_id", "contract_id",
                "subscription_id",
                "record_id", "vertragsnummer", "contract_number",
            ],
            "due_date": [
                "renewal_date", "renewaldate", "contract_end_date", "contract_end", "end_date",
                "term_end", "expiration_date", "expires_on", "next_renewal_date", "vertragsende",
                "faellig_am", "fällig_am", "due", "renewal_due_date", "current_period_end",
            ],
            "outcome": [
                "renewal_status", "status", "stage", "stagename", "stage_name", "deal_stage",
                "result", "ergebnis", "dealstage",
            ],
            "closed_date": [
                "close_date", "closedate", "closed_on", "closed_at", "signed_on", "decided_on",
                "geschlossen_am", "abgeschlossen_am",
            ],
            "notice_date": [
                "cancellation_date", "cancelled_at", "canceled_at", "notice_given", "kuendigung_am",
                "kündigung_am", "cancel_requested_on",
            ],
            "arr_before": [
                "arr", "current_arr", "arr_up_for_renewal", "renewal_amount", "renewable_arr",
                "previous_arr", "prior_arr", "amount_before", "expiring_arr", "arr_vorher",
                "arr_alt", "contract_value", "baseline_arr",
            ],
            "arr_after": [
                "new_arr", "renewed_arr", "amount", "renewed_amount", "amount_after", "arr_nachher",
                "arr_neu", "closed_arr", "final_arr",
            ],
            "term_start": [
                "contract_start_date", "contract_start", "start_date", "vertragsbeginn",
            ],
            "reason": ["closed_lost_reason", "loss_reason"],
        ],
        .arr: [
            "effective_date": [
                "date", "month", "as_of", "snapshot_date", "month_end", "period", "stichtag",
                "snapshotdate",
            ],
            "arr": [
                "annual_recurring_revenue", "acv", "annual_revenue", "current_arr", "arr_amount",
                "amount", "jahresumsatz", "total_arr",
            ],
        ],
        .opportunities: [
            "opportunity_id": ["id", "deal_id", "record_id"],
            "created_on": ["created_date", "createddate", "create_date", "created_at", "created"],
            "stage": ["stagename", "stage_name", "deal_stage", "dealstage", "status"],
            "amount": ["value", "arr", "expansion_arr", "betrag", "amount_in_company_currency"],
            "closed_on": ["close_date", "closedate", "closed_at", "closed_date"],
        ],
        .surveys: [
            "response_id": ["id", "answer_id", "record_id"],
            "respondent_id": ["contact_id", "user_id", "userid", "email", "respondent"],
            "kind": ["survey_type", "type", "survey"],
            "score": ["rating", "nps_score", "answer", "value"],
            "responded_on": [
                "responded_at", "response_date", "date", "created_at", "submitted_at",
            ],
        ],
        .sessions: [
            "session_id": ["id", "meeting_id", "activity_id", "event_id"],
            "held_on": [
                "date", "meeting_date", "activity_date", "activitydate", "held_at", "start",
            ],
            "kind": ["type", "activity_type", "meeting_type", "subtype"],
        ],
        .measures: [
            "measure": [
                "metric", "measure_name", "metric_name", "usage_metric", "kpi", "kpi_name",
                "feature", "feature_name", "event", "event_name", "event_type", "counter",
                "metric_id", "kennzahl", "name",
            ],
            "observed_on": [
                "date", "usage_date", "metric_date", "day", "snapshot_date", "snapshotdate",
                "measured_on", "recorded_on", "observed_at", "recorded_at", "event_date",
                "activity_date", "as_of", "timestamp", "time", "period_end", "week", "month",
                "created_at", "datum",
            ],
            "location": [
                "site", "location_name", "location_id", "site_name", "site_id", "workspace",
                "workspace_name", "workspace_id", "instance", "instance_name", "branch", "office",
                "facility", "standort",
            ],
            "value": [
                "metric_value", "usage_value", "count", "usage", "quantity", "event_count", "total",
                "events", "sum", "amount", "units", "number", "active_users", "unique_users",
                "wert", "anzahl",
            ],
            "of": [
                "licensed_seats", "seats_licensed", "licensed", "entitlement", "entitled",
                "entitled_quantity", "purchased_seats", "purchased", "contracted", "seats",
                "total_seats", "licenses", "licences", "license_count", "quota", "limit",
                "capacity", "denominator", "whole", "lizenzen",
            ],
        ],
        .milestones: [
            "milestone": [
                "milestone_name", "milestone_type", "objective", "objective_name", "task_name",
                "task", "step", "phase", "checkpoint", "stage", "event", "event_name", "title",
                "name", "meilenstein",
            ],
            "reached_on": [
                "reached_at", "date_reached", "completed_at", "completed_on", "completion_date",
                "completed_date", "date_completed", "actual_completion_date", "actual_date",
                "achieved_on", "achieved_at", "milestone_date", "done_on", "finished_on",
                "closed_on", "closed_date", "closed_at", "date", "timestamp", "erreicht_am",
            ],
        ],
        .targets: [
            "scope_id": ["csm_id", "team", "id"],
            "from_date": ["from", "start_date", "valid_from"],
            "to_date": ["to", "end_date", "valid_to", "until"], "value": ["target", "goal"],
        ],
        .benchmarks: ["value": ["benchmark"], "as_of": ["date", "year"]],
        .fx: [
            "currency": ["from_currency", "base", "code"],
            "date": ["day", "as_of", "rate_date"], "rate": ["exchange_rate", "fx_rate", "value"],
        ],
    ]
}
