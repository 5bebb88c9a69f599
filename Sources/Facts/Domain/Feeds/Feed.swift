import Calendar
import Formats

/// A kind of input file. `Feed.performance` and `Feed.desk` say which program reads it.
///
/// Source: `Documentation/feeds.md`.
public enum Feed: String, Codable, Sendable {
    case accounts, csms, assignments, health, overrides, renewals, arr, opportunities, surveys
    case sessions, measures, milestones, targets, benchmarks, fx
    case touches, actions, contacts, ratings, dismissals
    /// The due dates of renewals, without how they ended.
    case dueDates = "due_dates"

    /// The columns of the feed, in their documented order. A health file may have more columns,
    /// whose names start with `componentPrefix`.
    public var columns: [FeedColumn] {
        switch self {
        case .accounts:
            [
                .key("account_id", .identifier), .init("name", .text), .required("segment", .text),
                .init("arr_tier", .text), .init("product", .text), .init("industry", .text),
                .init("region", .text), .init("customer_since", .day),
                .init("parent_account_id", .account),
            ]
        case .csms:
            [
                .key("csm_id", .identifier), .required("name", .text), .init("team", .text),
                .init("manager_id", .identifier), .init("start_date", .day),
                .init("end_date", .day), .added("team_since", .day),
            ]
        case .assignments:
            [
                .key("account_id", .account), .required("csm_id", .csm),
                .key("start_date", .day), .init("end_date", .day),
                // Empty for owners, whose key stays account and start.
                .addedKey("role", .identifier),
                // The CSM of a row with another role, which is part of its key.
                .addedKey("role_csm", .identifier, isDerived: true),
            ]
        case .health:
            [
                .key("account_id", .account), .key("date", .day), .required("score", .number),
                .init("tier", .word(Tier.words)), .init("model_version", .text),
            ]
        case .overrides:
            [
                .key("override_id", .identifier), .required("account_id", .account),
                .required("csm_id", .csm), .required("logged_on", .day),
                .required("asserted_tier", .word(Tier.words)),
                .init("model_tier", .word(Tier.words)), .init("model_score", .number),
                .init("reason", .text), .init("note", .text), .init("reevaluate_on", .day),
                .init("withdrawn_on", .day),
            ]
        case .renewals:
            [
                .key("renewal_id", .identifier), .required("account_id", .account),
                .required("due_date", .day),
                .required("outcome", .word(Renewal.Outcome.allCases.map(\.rawValue))),
                .init("closed_date", .day), .init("notice_date", .day),
                .required("arr_before", .number), .init("arr_after", .number),
                .init("currency", .identifier), .init("reason", .text),
                .added("term_start", .day),
            ]
        case .arr:
            [
                .key("account_id", .account), .key("effective_date", .day),
                .required("arr", .number), .init("currency", .identifier),
            ]
        case .opportunities:
            [
                .key("opportunity_id", .identifier), .required("account_id", .account),
                .init("csm_id", .csm), .required("created_on", .day),
                .required("stage", .word(Opportunity.Stage.allCases.map(\.rawValue))),
                .required("amount", .number), .init("closed_on", .day),
                .init("currency", .identifier),
            ]
        case .surveys:
            [
                .key("response_id", .identifier), .required("account_id", .account),
                .init("respondent_id", .identifier),
                .required("kind", .word(SurveyResponse.Kind.allCases.map(\.rawValue))),
                .required("score", .number), .required("responded_on", .day),
            ]
        case .sessions:
            [
                .key("session_id", .identifier), .required("account_id", .account),
                .required("csm_id", .csm), .required("held_on", .day), .init("kind", .text),
            ]
        case .measures:
            [
                .key("account_id", .account), .key("measure", .identifier),
                .key("observed_on", .day), .optionalKey("location", .identifier),
                .required("value", .number), .init("of", .number),
            ]
        case .milestones:
            [
                .key("account_id", .account), .key("milestone", .identifier),
                .init("reached_on", .day),
            ]
        case .targets:
            [
                .key("scope", .word(Target.Scope.allCases.map(\.rawValue))),
                .optionalKey("scope_id", .identifier), .key("metric", .identifier),
                .key("from_date", .day), .required("to_date", .day), .required("value", .number),
            ]
        case .benchmarks:
            [
                .key("metric", .identifier), .optionalKey("segment", .text),
                .key("statistic", .word(["median", "leader", "peers"])),
                .required("value", .number), .init("source", .text), .init("as_of", .day),
            ]
        case .fx:
            [
                .key("currency", .identifier), .key("date", .day), .required("rate", .number),
            ]
        case .touches:
            [
                .key("touch_id", .identifier), .required("account_id", .account),
                .init("csm_id", .csm), .required("held_on", .day),
                .required("kind", .word(Touch.Kind.allCases.map(\.rawValue))),
                .init("summary", .text), .init("meaningful", .word(["yes", "no"])),
            ]
        case .actions:
            [
                .key("action_id", .identifier), .required("account_id", .account),
                .required("kind", .word(Action.Kind.allCases.map(\.rawValue))),
                .required("title", .text), .required("opened_on", .day), .init("due_on", .day),
                .init("closed_on", .day), .init("csm_id", .csm), .init("playbook", .identifier),
                .init("step", .identifier),
            ]
        case .contacts:
            [
                .key("contact_id", .identifier), .required("account_id", .account),
                .init("name", .text),
                .required("role", .word(Contact.Role.allCases.map(\.rawValue))),
                .init("from_date", .day), .init("to_date", .day),
            ]
        case .ratings:
            [
                .key("rating_id", .identifier), .required("account_id", .account),
                .required("csm_id", .csm), .required("rated_on", .day),
                .required("rating", .word(Rating.Level.allCases.map(\.rawValue))),
                .init("note", .text),
            ]
        case .dismissals:
            [
                .key("dismissal_id", .identifier), .required("account_id", .account),
                .init("csm_id", .csm), .required("playbook", .identifier),
                .required("dismissed_on", .day), .required("reason", .text),
            ]
        case .dueDates:
            [
                .key("renewal_id", .identifier), .required("account_id", .account),
                .required("due_date", .day),
            ]
        }
    }

    /// The prefix of the name of a health column that holds one component of the score.
    public static let componentPrefix = "component_"

    /// The column whose day is the date of a row.
    public var dateColumn: String {
        switch self {
        case .accounts: "customer_since"
        case .csms, .assignments: "start_date"
        case .health, .fx: "date"
        case .overrides: "logged_on"
        case .renewals, .dueDates: "due_date"
        case .arr: "effective_date"
        case .opportunities: "created_on"
        case .surveys: "responded_on"
        case .sessions, .touches: "held_on"
        case .actions: "opened_on"
        case .contacts: "from_date"
        case .ratings: "rated_on"
        case .dismissals: "dismissed_on"
        case .measures: "observed_on"
        case .milestones: "reached_on"
        case .targets: "from_date"
        case .benchmarks: "as_of"
        }
    }
}

extension Tier {
    /// `red`, `amber`, `green`.
    static let words = Tier.allCases.map(\.word)
}
