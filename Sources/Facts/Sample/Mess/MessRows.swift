import Domain

extension Mess {
    /// Legal rows of two separate accounts, and rows that each break one rule.
    static let rows: [Row] =
        accountRows + peopleRows + healthRows + overrideRows + renewalRows + moneyRows
        + voiceRows + usageRows + yardstickRows

    private static let accountRows: [Row] = [
        Row(.accounts, fields: account("X000001", "Two\nlines, and \"quotes\"")),
        Row(.accounts, fields: account("X000002", "Plain")),
        Row(.accounts, fields: account("", "No identifier"), "missing"),
        Row(.accounts, "X000003,No segment,,,,,,,", "missing"),
        Row(.accounts, "X000004,Bad day,SMB,,,,,2025-02-29,", "date"),
        Row(.accounts, "X000005,No such parent,SMB,,,,,,X999999", "account"),
        Row(.accounts, "X000006,Too few fields,SMB", "fields"),
        Row(.accounts, "X000007,Too many fields,SMB,,,,,,,,", "fields"),
        Row(.accounts, fields: account(String(repeating: "X", count: 201), "Long"), "identifier"),
        Row(
            .accounts, fields: account("X000008", String(repeating: "long ", count: 13_200)), "text"
        ),
    ]

    private static func account(_ id: String, _ name: String) -> [String] {
        [id, name, "SMB", "", "", "", "", "2024-01-01", ""]
    }

    private static let peopleRows = [
        Row(.csms, "X0001,,Meadow,,,", "missing"),
        Row(.csms, "X0002,Bad Start,Meadow,,2025-13-01,", "date"),
        Row(.csms, "X0003,Few Fields", "fields"),
        Row(.assignments, "X000001,C0001,2024-01-01,2025-01-01"),
        Row(.assignments, "X000001,C0001,2024-06-01,", "overlap"),
        Row(.assignments, "X999999,C0001,2024-01-01,", "account"),
        Row(.assignments, "X000002,C9999X,2024-01-01,", "csm"),
        Row(.assignments, "X000002,,2024-01-01,", "missing"),
        Row(.assignments, "X000002,C0001,2024-01-01,2024-01-01", "order"),
        Row(.assignments, "X000002,C0001,01/02/2024,", "date"),
    ]

    private static let healthRows = [
        Row(.health, "X000001,2025-03-01T23:30:00-05:00,63.4449999,amber,2024.1,61.25,70,,50.05"),
        Row(.health, "X000001,2025-02-29,50,amber,2024.1,,,,", "date"),
        Row(.health, "X000001,20250303,50,amber,2024.1,,,,", "date"),
        Row(.health, "X000001,2025-03-04,100.1,green,2024.1,,,,", "range"),
        Row(.health, "X000001,2025-03-05,-0.1,red,2024.1,,,,", "range"),
        Row(.health, "X000001,2025-03-06,NaN,amber,2024.1,,,,", "number"),
        Row(.health, "X000001,2025-03-07,inf,amber,2024.1,,,,", "number"),
        Row(.health, "X000001,2025-03-08,high,amber,2024.1,,,,", "number"),
        Row(
            .health, fields: ["X000001", "2025-03-09", "63,4", "", "", "", "", "", ""], "number"),
        Row(.health, "X000001,2025-03-10,,amber,2024.1,,,,", "missing"),
        Row(.health, "X000001,2025-03-11,50,yellow,2024.1,,,,", "word"),
        Row(.health, "X000001,2025-03-12,50,amber,2024.1,120,,,", "range"),
        Row(.health, "X999999,2025-03-13,50,amber,2024.1,,,,", "account"),
        Row(.health, "X000001,2025-03-14,50", "fields"),
    ]

    private static let overrideRows = [
        Row(.overrides, "X1,X000001,C0001,2024-03-01,green,amber,55.55,,,2024-04-01,"),
        Row(.overrides, "X2,X999999,C0001,2024-03-01,green,amber,55,,,,", "account"),
        Row(.overrides, "X3,X000001,C9999X,2024-03-01,green,amber,55,,,,", "csm"),
        Row(.overrides, "X4,X000001,C0001,2024-03-01,blue,amber,55,,,,", "word"),
        Row(.overrides, "X5,X000001,C0001,2024-03-01,,amber,55,,,,", "missing"),
        Row(.overrides, "X6,X000001,C0001,2024-03-01,green,amber,55,,,2024-03-01,", "order"),
        Row(.overrides, "X7,X000001,C0001,2024-03-01,green,amber,55,,,,2024-02-01", "order"),
        Row(.overrides, "X8,X000001,C0001,2024-03-01,green,amber,140,,,,", "range"),
        Row(.overrides, "X9,X000001,C0001,2024-04-31,green,amber,55,,,,", "date"),
    ]

    private static let renewalRows = [
        Row(.renewals, "X1,X000001,2025-01-01,renewed,2024-12-20T10:00:00Z,,1000,1100,USD,"),
        Row(.renewals, "X2,X000001,2025-01-01,churned,2024-12-20,,1000,0,USD,", "duplicate"),
        Row(.renewals, "X3,X000001,2025-02-01,cancelled,2025-01-20,,1000,0,USD,", "word"),
        Row(.renewals, "X4,X000001,2025-03-01,churned,2025-02-20,,1000,100,USD,", "amount"),
        Row(.renewals, "X5,X000001,2025-04-01,renewed,2025-03-20,,1000,,USD,", "amount"),
        Row(.renewals, "X6,X000001,2025-05-01,renewed,2025-04-20,,1000,0,USD,", "amount"),
        Row(.renewals, "X7,X000001,2025-06-01,open,2025-05-20,,1000,,USD,", "closed"),
        Row(.renewals, "X8,X000001,2025-07-01,open,,,0,,USD,", "amount"),
        Row(.renewals, "X9,X000001,2025-08-01,open,,,1e400,,USD,", "number"),
        Row(.renewals, "X10,X999999,2025-09-01,open,,,1000,,USD,", "account"),
        Row(.renewals, "X11,X000001,,open,,,1000,,USD,", "missing"),
        Row(.renewals, "X12,X000001,2025-10-01,renewed,2025-9-20,,1000,1000,USD,", "date"),
    ]

    private static let moneyRows = [
        Row(.arr, "X000001,2024-01-01,-1,USD", "amount"),
        Row(.arr, "X000001,,1000,USD", "missing"),
        Row(.arr, "X000001,2024-02-01,nan,USD", "number"),
        Row(.arr, "X000001,2024-03-01,1'000,USD", "number"),
        Row(.opportunities, "X1,X000001,,2024-03-01,won,500,,USD", "closed"),
        Row(.opportunities, "X2,X000001,,2024-03-01,lost,500,,USD", "closed"),
        Row(.opportunities, "X3,X000001,,2024-03-01,open,500,2024-04-01,USD", "closed"),
        Row(.opportunities, "X4,X000001,,2024-03-01,won,500,2024-02-01,USD", "order"),
        Row(.opportunities, "X5,X000001,,2024-03-01,stalled,500,,USD", "word"),
        Row(.opportunities, "X6,X000001,C9999X,2024-03-01,open,500,,USD", "csm"),
        Row(.opportunities, "X7,X000001,,2024-03-01,open,,,USD", "missing"),
    ]

    private static let voiceRows = [
        Row(.surveys, "X1,X000001,,nps,11,2024-03-01", "range"),
        Row(.surveys, "X2,X000001,,nps,7.5,2024-03-01", "whole"),
        Row(.surveys, "X3,X000001,,csat,0,2024-03-01", "range"),
        Row(.surveys, "X4,X000001,,csat,6,2024-03-01", "range"),
        Row(.surveys, "X5,X000001,,ces,4,2024-03-01", "word"),
        Row(.surveys, "X6,X000001,,nps,9,", "missing"),
        Row(.sessions, "X1,X000001,C9999X,2024-03-01,training", "csm"),
        Row(.sessions, "X2,X000001,,2024-03-01,training", "missing"),
        Row(.sessions, "X3,X000001,C0001,yesterday,training", "date"),
    ]

    private static let usageRows = [
        Row(.measures, "X000001,seats,2024-03-01,,12,20"),
        Row(.measures, "X999999,seats,2024-03-01,,12,20", "account"),
        Row(.measures, "X000001,,2024-03-01,,12,20", "missing"),
        Row(.measures, "X000001,seats,2024-02-30,,12,20", "date"),
        Row(.measures, "X000001,seats,2024-04-01,,,20", "missing"),
        Row(.measures, "X000001,seats,2024-05-01,,many,20", "number"),
        Row(.measures, "X000001,seats,2024-06-01,,12,-1", "amount"),
        Row(.milestones, "X000001,kick_off,2024-03-01"),
        Row(.milestones, "X999999,kick_off,2024-03-01", "account"),
        Row(.milestones, "X000001,,2024-03-01", "missing"),
        Row(.milestones, "X000001,first_report,soon", "date"),
    ]

    private static let yardstickRows = [
        Row(.targets, "company,,logo_renewal_rate,2020-01-01,2020-12-31,1.2", "range"),
        Row(.targets, "company,,csat,2020-01-01,2020-12-31,-0.1", "range"),
        Row(.targets, "region,EMEA,nps,2020-01-01,2020-12-31,30", "word"),
        Row(.targets, "company,,nps,2020-01-01,2020-12-31,", "missing"),
        Row(.benchmarks, "nps,,mean,30,illustrative,2024-01-01", "word"),
        Row(.benchmarks, "nps,SMB,median,,illustrative,2024-01-01", "missing"),
        Row(.fx, "EUR,2019-01-01,", "missing"),
        Row(.fx, "EUR,2019-02-01,one", "number"),
    ]
}
