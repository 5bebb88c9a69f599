import Domain
import Formats
import Intake
import Tables
import Testing

/// Every sentence of the feeds' contract about a row: what is taken, what is rejected and why.
struct FeedRulesTests {
    struct Case: Sendable, CustomTestStringConvertible {
        var feed: String
        var header: String
        var row: String
        /// `column,value,reason`; nil where the row is taken.
        var reject: String?

        init(_ feed: String, _ header: String, _ row: String, _ reject: String? = nil) {
            self.feed = feed
            self.header = header
            self.row = row
            self.reject = reject
        }

        var testDescription: String { "\(feed): \(row.prefix(60)) \(reject ?? "")" }
    }

    private func check(_ example: Case) throws {
        let shop = try Workshop.furnished()
        let file = try shop.importFile(example.feed, "\(example.header)\n\(example.row)\n")
        let expected = example.reject.map { ["\(example.feed).csv,2,\($0)"] } ?? []
        #expect(try shop.rejects() == expected)
        #expect(file.counts == (example.reject == nil ? [1, 0, 0, 0] : [0, 0, 0, 1]))
    }

    private static let account = "names an account that no feed has named"
    private static let csm = "names a CSM that no feed has named"
    private static let day = "\"is not a day that exists, such as 2025-12-31\""
    private static let number = "\"is not a number, such as 1234.5\""
    private static let id200 = String(repeating: "x", count: 200)

    @Test(arguments: [
        Case("accounts", "account_id,segment", "B1,Mid"),
        Case("accounts", "account_id,segment", ",Mid", "account_id,,must be given"),
        Case("accounts", "account_id,segment", "B1,", "segment,,must be given"),
        Case("accounts", "account_id,segment", "\(id200),Mid"),
        Case(
            "accounts", "account_id,segment", "\(id200)x,Mid",
            "account_id,\(id200),is over 200 bytes long"),
        Case("accounts", "account_id,segment,parent_account_id", "B1,Mid,A1"),
        Case("accounts", "account_id,segment,parent_account_id", "B1,Mid,B1"),
        Case(
            "accounts", "account_id,segment,parent_account_id", "B1,Mid,B2",
            "parent_account_id,B2,\(account)"),
        Case("accounts", "account_id,segment,customer_since", "B1,Mid,2025-02-28T23:30:00-02:00"),
        Case(
            "accounts", "account_id,segment,customer_since", "B1,Mid,2025-02-29",
            "customer_since,2025-02-29,\(day)"),
        Case(
            "accounts", "account_id,segment", "B1,Mid,x", ",,\"the row has 3 fields, the header 2\""
        ),
        Case("accounts", "account_id,segment", "B1", ",,\"the row has 1 fields, the header 2\""),
        Case("accounts", "account_id,segment", "\"B1\"x,Mid", ",,text after a closing quote"),
    ])
    func `Accounts`(example: Case) throws { try check(example) }

    @Test(arguments: [
        Case("csms", "csm_id,name", "D1,Dora"),
        Case("csms", "csm_id,name", "D1,", "name,,must be given"),
        Case("csms", "csm_id,name,start_date,end_date", "D1,Dora,2025-01-01,2025-01-01"),
        Case(
            "csms", "csm_id,name,start_date,end_date", "D1,Dora,2025-01-02,2025-01-01",
            "end_date,2025-01-01,is before start_date"),
    ])
    func `CSMs`(example: Case) throws { try check(example) }

    @Test(arguments: [
        Case("assignments", "account_id,csm_id,start_date,end_date", "A1,C1,2025-01-01,"),
        Case("assignments", "account_id,csm_id,start_date,end_date", "A1,C1,2025-01-01,2025-01-02"),
        Case("assignments", "account_id,csm_id,start_date", "A1,C1,2025-01-01"),
        Case(
            "assignments", "account_id,csm_id,start_date,end_date", "A1,C1,2025-01-01,2025-01-01",
            "end_date,2025-01-01,must be later than start_date"),
        Case(
            "assignments", "account_id,csm_id,start_date", "X1,C1,2025-01-01",
            "account_id,X1,\(account)"),
        Case(
            "assignments", "account_id,csm_id,start_date", "A1,X1,2025-01-01", "csm_id,X1,\(csm)"),
        Case(
            "assignments", "account_id,csm_id,start_date", "A1,C1,", "start_date,,must be given"),
        Case("assignments", "account_id,csm_id,start_date,role", "A1,C1,2025-01-01,"),
        Case("assignments", "account_id,csm_id,start_date,role", "A1,C1,2025-01-01,onboarding"),
        Case(
            "assignments", "account_id,csm_id,start_date,role", "A1,,2025-01-01,onboarding",
            "csm_id,,must be given"),
        Case(
            "assignments", "account_id,csm_id,start_date,role", "A1,C1,2025-01-01,\(id200)x",
            "role,\(id200),is over 200 bytes long"),
    ])
    func `Assignments`(example: Case) throws { try check(example) }

    @Test(arguments: [
        Case("health", "account_id,date,score", "A1,2025-01-01,0"),
        Case("health", "account_id,date,score", "A1,2025-01-01,100.0"),
        Case(
            "health", "account_id,date,score", "A1,2025-01-01,100.01",
            "score,100.01,must be between 0 and 100"),
        Case(
            "health", "account_id,date,score", "A1,2025-01-01,-0.1",
            "score,-0.1,must be between 0 and 100"),
        Case("health", "account_id,date,score", "A1,2025-01-01,NaN", "score,NaN,\(number)"),
        Case("health", "account_id,date,score", "A1,2025-01-01,", "score,,must be given"),
        Case("health", "account_id,date,score", "A1,2025-02-29,5", "date,2025-02-29,\(day)"),
        Case("health", "account_id,date,score", "X1,2025-01-01,5", "account_id,X1,\(account)"),
        Case("health", "account_id,date,score,tier", "A1,2025-01-01,5,green"),
        Case("health", "account_id,date,score,tier", "A1,2025-01-01,5,"),
        Case(
            "health", "account_id,date,score,tier", "A1,2025-01-01,5,Greens",
            "tier,Greens,\"must be red, amber, green\""),
        Case("health", "account_id,date,score,component_use", "A1,2025-01-01,5,"),
        Case("health", "account_id,date,score,component_use", "A1,2025-01-01,5,99.99"),
        Case(
            "health", "account_id,date,score,component_use", "A1,2025-01-01,5,101",
            "component_use,101,must be between 0 and 100"),
        Case(
            "health", "account_id,date,score,component_use", "A1,2025-01-01,5,x",
            "component_use,x,\(number)"),
    ])
    func `Health`(example: Case) throws { try check(example) }

    private static let override = "override_id,account_id,csm_id,logged_on,asserted_tier"

    @Test(arguments: [
        Case("overrides", override, "O1,A1,C1,2025-01-01,red"),
        Case("overrides", override, "O1,A1,C1,2025-01-01,", "asserted_tier,,must be given"),
        Case(
            "overrides", override, "O1,A1,C1,2025-01-01,blue",
            "asserted_tier,blue,\"must be red, amber, green\""),
        Case("overrides", override, "O1,X,C1,2025-01-01,red", "account_id,X,\(account)"),
        Case("overrides", override, "O1,A1,X,2025-01-01,red", "csm_id,X,\(csm)"),
        Case("overrides", override + ",model_score", "O1,A1,C1,2025-01-01,red,79.95"),
        Case(
            "overrides", override + ",model_score", "O1,A1,C1,2025-01-01,red,100.5",
            "model_score,100.5,must be between 0 and 100"),
        Case("overrides", override + ",reevaluate_on", "O1,A1,C1,2025-01-01,red,2025-01-02"),
        Case(
            "overrides", override + ",reevaluate_on", "O1,A1,C1,2025-01-01,red,2025-01-01",
            "reevaluate_on,2025-01-01,must be after logged_on"),
        Case("overrides", override + ",withdrawn_on", "O1,A1,C1,2025-01-02,red,2025-01-02"),
        Case(
            "overrides", override + ",withdrawn_on", "O1,A1,C1,2025-01-02,red,2025-01-01",
            "withdrawn_on,2025-01-01,is before logged_on"),
        Case(
            "overrides", override + ",note",
            "O1,A1,C1,2025-01-01,red,\(String(repeating: "n", count: 65_536))"),
        Case(
            "overrides", override + ",note",
            "O1,A1,C1,2025-01-01,red,\(String(repeating: "n", count: 65_537))",
            "note,\(String(repeating: "n", count: 200)),is over 64 KiB long"),
    ])
    func `Overrides`(example: Case) throws { try check(example) }

    private static let renewal =
        "renewal_id,account_id,due_date,outcome,closed_date,arr_before,arr_after"

    @Test(arguments: [
        Case("renewals", renewal, "R1,A1,2025-01-01,renewed,2025-01-01,100,110"),
        Case("renewals", renewal, "R1,A1,2025-01-01,renewed,,100,110"),
        Case("renewals", renewal, "R1,A1,2025-01-01,churned,2025-01-01,100,"),
        Case("renewals", renewal, "R1,A1,2025-01-01,churned,2025-01-01,100,0"),
        Case("renewals", renewal, "R1,A1,2025-01-01,open,,100,"),
        Case(
            "renewals", renewal, "R1,A1,2025-01-01,renewed,2025-01-01,100,",
            "arr_after,,must be positive when renewed"),
        Case(
            "renewals", renewal, "R1,A1,2025-01-01,renewed,2025-01-01,100,0",
            "arr_after,0,must be positive when renewed"),
        Case(
            "renewals", renewal, "R1,A1,2025-01-01,churned,2025-01-01,100,5",
            "arr_after,5,must be 0 or empty when churned"),
        Case(
            "renewals", renewal, "R1,A1,2025-01-01,open,2025-01-01,100,",
            "closed_date,2025-01-01,must be empty while the outcome is open"),
        Case(
            "renewals", renewal, "R1,A1,2025-01-01,open,,0,", "arr_before,0,must be positive"),
        Case("renewals", renewal, "R1,A1,2025-01-01,open,,,", "arr_before,,must be given"),
        Case(
            "renewals", renewal, "R1,A1,2025-01-01,won,,5,",
            "outcome,won,\"must be renewed, churned, open\""),
        Case("renewals", renewal, "R1,A1,,open,,5,", "due_date,,must be given"),
    ])
    func `Renewals`(example: Case) throws { try check(example) }

    @Test(arguments: [
        Case("arr", "account_id,effective_date,arr", "A1,2025-01-01,0"),
        Case("arr", "account_id,effective_date,arr", "A1,2025-01-01,1e6"),
        Case(
            "arr", "account_id,effective_date,arr", "A1,2025-01-01,-0.01",
            "arr,-0.01,must not be negative"),
        Case("arr", "account_id,effective_date,arr", "A1,2025-01-01,inf", "arr,inf,\(number)"),
    ])
    func `ARR`(example: Case) throws { try check(example) }

    private static let opportunity = "opportunity_id,account_id,created_on,stage,amount,closed_on"

    @Test(arguments: [
        Case("opportunities", opportunity, "P1,A1,2025-01-01,open,5,"),
        Case("opportunities", opportunity, "P1,A1,2025-01-01,won,5,2025-01-01"),
        Case("opportunities", opportunity, "P1,A1,2025-01-01,lost,-5,2025-02-01"),
        Case("opportunities", opportunity + ",csm_id", "P1,A1,2025-01-01,open,5,,"),
        Case(
            "opportunities", opportunity + ",csm_id", "P1,A1,2025-01-01,open,5,,X",
            "csm_id,X,\(csm)"),
        Case(
            "opportunities", opportunity, "P1,A1,2025-01-01,won,5,",
            "closed_on,,must be given once won or lost"),
        Case(
            "opportunities", opportunity, "P1,A1,2025-01-01,lost,5,",
            "closed_on,,must be given once won or lost"),
        Case(
            "opportunities", opportunity, "P1,A1,2025-01-01,open,5,2025-02-01",
            "closed_on,2025-02-01,must be empty while the stage is open"),
        Case(
            "opportunities", opportunity, "P1,A1,2025-01-02,won,5,2025-01-01",
            "closed_on,2025-01-01,is before created_on"),
    ])
    func `Opportunities`(example: Case) throws { try check(example) }

    private static let survey = "response_id,account_id,kind,score,responded_on"

    @Test(arguments: [
        Case("surveys", survey, "V1,A1,nps,0,2025-01-01"),
        Case("surveys", survey, "V1,A1,nps,10,2025-01-01"),
        Case("surveys", survey, "V1,A1,nps,10.0,2025-01-01"),
        Case("surveys", survey, "V1,A1,csat,1,2025-01-01"),
        Case("surveys", survey, "V1,A1,csat,5,2025-01-01"),
        Case(
            "surveys", survey, "V1,A1,nps,11,2025-01-01", "score,11,must be 0 to 10 for nps"),
        Case(
            "surveys", survey, "V1,A1,nps,-1,2025-01-01", "score,-1,must be 0 to 10 for nps"),
        Case(
            "surveys", survey, "V1,A1,csat,0,2025-01-01", "score,0,must be 1 to 5 for csat"),
        Case(
            "surveys", survey, "V1,A1,csat,6,2025-01-01", "score,6,must be 1 to 5 for csat"),
        Case(
            "surveys", survey, "V1,A1,nps,7.5,2025-01-01", "score,7.5,must be a whole number"),
        Case(
            "surveys", survey, "V1,A1,ces,5,2025-01-01", "kind,ces,\"must be nps, csat\""),
    ])
    func `Surveys`(example: Case) throws { try check(example) }

    @Test(arguments: [
        Case("sessions", "session_id,account_id,csm_id,held_on", "S1,A1,C1,2025-01-01"),
        Case(
            "sessions", "session_id,account_id,csm_id,held_on", "S1,A1,,2025-01-01",
            "csm_id,,must be given"),
    ])
    func `Sessions`(example: Case) throws { try check(example) }

    private static let measure = "account_id,measure,observed_on,location,value,of"

    @Test(arguments: [
        Case("measures", measure, "A1,logins,2025-01-01,,12,"),
        Case("measures", measure, "A1,logins,2025-01-01,Bern,-1.5e3,0"),
        Case("measures", "account_id,measure,observed_on,value", "A1,usage,2025-01-01,92 %"),
        Case("measures", measure, "A1,logins,2025-01-01,,,20", "value,,must be given"),
        Case("measures", measure, "A1,,2025-01-01,,5,", "measure,,must be given"),
        Case("measures", measure, "A1,logins,,,5,", "observed_on,,must be given"),
        Case("measures", measure, "A1,logins,2025-02-30,,5,", "observed_on,2025-02-30,\(day)"),
        Case("measures", measure, "A1,logins,2089-01-01,,5,", "observed_on,2089-01-01,\(ahead)"),
        Case(
            "measures", measure, "A1,logins,1970-01-01,,5,", "observed_on,1970-01-01,is before 1990"
        ),
        Case("measures", measure, "X1,logins,2025-01-01,,5,", "account_id,X1,\(account)"),
        Case("measures", measure, "A1,logins,2025-01-01,,NaN,", "value,NaN,\(number)"),
        Case("measures", measure, "A1,logins,2025-01-01,,inf,", "value,inf,\(number)"),
        Case("measures", measure, "A1,logins,2025-01-01,,$5,", "value,$5,\(number)"),
        Case("measures", measure, "A1,logins,2025-01-01,,5,-1", "of,-1,must not be negative"),
        Case("measures", measure, "A1,logins,2025-01-01,,5,many", "of,many,\(number)"),
    ])
    func `Measures`(example: Case) throws { try check(example) }

    private static let ahead = "is more than 30 years ahead"

    @Test(arguments: [
        Case("milestones", "account_id,milestone,reached_on", "A1,kick-off,2025-01-01"),
        Case("milestones", "account_id,milestone,reached_on", "A1,kick-off,"),
        Case("milestones", "account_id,milestone", "A1,kick-off"),
        Case("milestones", "account_id,milestone,reached_on", "A1,,", "milestone,,must be given"),
        Case(
            "milestones", "account_id,milestone,reached_on", "A1,kick-off,soon",
            "reached_on,soon,\(day)"),
        Case(
            "milestones", "account_id,milestone,reached_on", "A1,kick-off,2089-01-01",
            "reached_on,2089-01-01,\(ahead)"),
        Case(
            "milestones", "account_id,milestone,reached_on", "X1,kick-off,",
            "account_id,X1,\(account)"),
    ])
    func `Milestones`(example: Case) throws { try check(example) }

    private static let target = "scope,scope_id,metric,from_date,to_date,value"

    @Test(arguments: [
        Case("targets", target, "company,,csat,2025-01-01,2025-12-31,0.9"),
        Case("targets", target, "team,East,average_arr,2025-01-01,2025-12-31,90000"),
        Case("targets", target, "csm,C1,net_revenue_retention,2025-01-01,2025-12-31,1.1"),
        Case(
            "targets", target, "company,X,csat,2025-01-01,2025-12-31,0.9",
            "scope_id,X,must be empty for the company"),
        Case(
            "targets", target, "team,,csat,2025-01-01,2025-12-31,0.9",
            "scope_id,,must name the team or the CSM"),
        Case(
            "targets", target, "csm,X,csat,2025-01-01,2025-12-31,0.9",
            "scope_id,X,names a CSM that no feed has named"),
        Case(
            "targets", target, "region,X,csat,2025-01-01,2025-12-31,0.9",
            "scope,region,\"must be company, team, csm\""),
        Case(
            "targets", target, "company,,logo_renewal_rate,2025-01-01,2025-12-31,90",
            "value,90,\"must be between 0 and 1 for logo_renewal_rate; write a percentage with its "
                + "sign, such as 92 %\""),
        Case(
            "targets", target, "company,,logo_churn_rate,2025-01-01,2025-12-31,-0.1",
            "value,-0.1,must be between 0 and 1 for logo_churn_rate"),
        Case(
            "targets", target, "company,,csat,2025-01-02,2025-01-01,0.9",
            "to_date,2025-01-01,is before from_date"),
    ])
    func `Targets`(example: Case) throws { try check(example) }

    @Test(arguments: [
        Case("benchmarks", "metric,segment,statistic,value", "nps,,median,30"),
        Case("benchmarks", "metric,statistic,value,as_of", "nps,leader,60,2025-01-01"),
        Case(
            "benchmarks", "metric,segment,statistic,value", "nps,,best,30",
            "statistic,best,\"must be median, leader, peers\""),
        Case("fx", "currency,date,rate", "EUR,2025-01-01,1.08"),
        Case("fx", "currency,date,rate", "EUR,2025-01-01,0", "rate,0,must be positive"),
        Case("fx", "currency,date,rate", "EUR,2025-01-01,-1", "rate,-1,must be positive"),
    ])
    func `Benchmarks and exchange rates`(example: Case) throws { try check(example) }

    @Test func `Of two assignments that overlap the one with the larger start is rejected`() throws
    {
        let shop = try Workshop.furnished()
        let file = try shop.importFile(
            "assignments",
            """
            account_id,csm_id,start_date,end_date
            A1,C2,2025-03-01,
            A1,C1,2025-01-01,2025-03-02
            A2,C2,2025-03-01,
            A2,C1,2025-01-01,2025-03-01

            """)
        #expect(file.counts == [3, 0, 0, 1])
        #expect(
            try shop.rejects() == [
                "assignments.csv,2,start_date,,\"overlaps another assignment of the file: the one "
                    + "from 2025-01-01 on line 3; end that one, or give whoever does not own the "
                    + "account a role such as onboarding in the column 'role'\""
            ])
        // What the ledger holds stays, even where the newcomer starts earlier.
        try shop.importFile(
            "assignments", "account_id,csm_id,start_date,end_date\nA2,C3,2024-12-01,2025-01-02\n")
        #expect(
            try shop.rejects() == [
                "assignments.csv,2,start_date,,\"overlaps an assignment that the ledger has: "
                    + "A2,2025-01-01 of C1; import that row again with an end_date up to this "
                    + "start, or take it back: parallax withdraw assignments A2,2025-01-01 --why "
                    + "TEXT\""
            ])
    }

    @Test func `Other roles own nothing and exclude nobody; an owner is an owner in any case`()
        throws
    {
        let shop = try Workshop.furnished()
        let file = try shop.importFile(
            "assignments",
            """
            account_id,csm_id,start_date,role,role_csm
            A1,C1,2025-01-01,OWNER,
            A1,C2,2025-01-01,onboarding,C9
            A1,C3,2025-01-01,Onboarding,
            A1,C1,2025-01-01,technical,
            A2,C2,2025-03-01,,

            """)
        #expect(file.counts == [5, 0, 0, 0])
        #expect(file.unknownColumns == ["role_csm"])
        let owners = try shop.ledger.reading().portfolio.assignments
        #expect(owners.map(\.account) == [0, 1])
        #expect(owners.map(\.csm) == [0, 1])
        // The key of an owner is the account and the day; that of another role has the CSM too.
        let again = try shop.importFile(
            "assignments",
            """
            account_id,csm_id,start_date,end_date,role
            A1,C2,2025-01-01,,owner
            A1,C2,2025-01-01,2025-02-01,ONBOARDING
            A1,C3,2025-01-01,,onboarding

            """)
        #expect(again.counts == [0, 1, 2, 0])
        #expect(try shop.ledger.reading().portfolio.assignments.map(\.csm) == [1, 1])
    }

    @Test func `Renewals of one account and due date are lines of one event`() throws {
        let shop = try Workshop.furnished()
        let file = try shop.importFile(
            "renewals",
            """
            renewal_id,account_id,due_date,outcome,arr_before
            R2,A1,2025-03-01,open,100
            R1,A1,2025-03-01T10:00:00Z,open,100
            R3,A2,2025-03-01,open,100

            """)
        #expect(file.counts == [3, 0, 0, 0])
    }

    @Test func `A churned renewal is worth nothing afterwards`() throws {
        let shop = try Workshop.furnished()
        try shop.importFile(
            "renewals",
            "renewal_id,account_id,due_date,outcome,closed_date,arr_before\n"
                + "R1,A1,2025-03-01,churned,2025-03-01,100\n")
        #expect(try shop.ledger.reading().portfolio.renewals.map(\.arrAfter) == [0])
        // With the zero written out it is the same row.
        let again = try shop.importFile(
            "renewals",
            "renewal_id,account_id,due_date,outcome,closed_date,arr_before,arr_after\n"
                + "R1,A1,2025-03-01,churned,2025-03-01,100,0\n")
        #expect(again.counts == [0, 1, 0, 0])
    }
}
