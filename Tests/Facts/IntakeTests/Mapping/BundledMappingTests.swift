import Calendar
import Domain
import Intake
import Testing

/// Each mapping on a small file of the shape that its platform exports.
struct BundledMappingTests {
    private func importFile(
        _ shop: Workshop, _ text: String, as feed: Feed, mapping: String
    ) throws -> ImportSummary.File {
        let path = try shop.write("export.csv", text)
        let summary = try shop.run([path]) {
            $0.feed = feed
            $0.mapping = try Mapping(named: mapping)
        }
        return try #require(summary.files.first)
    }

    private func scores(_ shop: Workshop) throws -> [String: [String]] {
        try shop.health().mapValues { days in
            days.map { "\($0.day) \($0.score)\($0.tier.map { " \($0.word)" } ?? "")" }
        }
    }

    @Test func `All are listed, name their source and can be read`() throws {
        #expect(
            Mapping.bundledNames == [
                "churnzero", "churnzero-points", "gainsight", "planhat", "salesforce", "totango",
                "vitally",
            ])
        for name in Mapping.bundledNames {
            let mapping = try Mapping(named: name)
            #expect(!mapping.platform.isEmpty)
            #expect(mapping.source.hasPrefix("https://"))
        }
    }

    @Test func `Gainsight's scorecard history, companies and opportunities`() throws {
        let shop = try Workshop()
        let companies = try importFile(
            shop,
            """
            Gsid,Name,Segment,Industry,Original Contract Date,Parent Company,ARR,CSM
            1P01,Acme,Enterprise,Retail,2021-04-01,,120000,Ann Lee
            1P02,Apex,SMB,,,1P01,9000,

            """, as: .accounts, mapping: "gainsight")
        #expect(companies.counts == [2, 0, 0, 0])
        #expect(companies.unknownColumns == ["ARR", "CSM"])
        let history = try importFile(
            shop,
            """
            Company Id,Measure Id,Current Score,Previous Score,Score Modified By,Modified Date,Trend
            1P01,M0,74,70,Rule Engine,2026-01-05T23:30:00Z,Up
            1P02,M0,50,51,Ann Lee,2026-01-05,Down

            """, as: .health, mapping: "gainsight")
        #expect(history.counts == [2, 0, 0, 0])
        #expect(
            try scores(shop) == ["1P01": ["2026-01-05 74.0"], "1P02": ["2026-01-05 50.0"]])
        let opportunities = """
            Gsid,Company,Booking Type,Stage,Due Date,Close Date,Created Date,Target Amount,\
            Forecast Amount,Final Amount,Currency
            G1,1P01,Renewal,Closed Won,2026-04-01,2026-03-20,2025-12-01,120000,125000,126000,USD
            G2,1P02,Renewal with Downsell,Closed Lost,2026-05-01,2026-05-03,2025-12-01,9000,0,7,USD
            G3,1P01,Renewal,Negotiation,2027-04-01,2027-04-01,2026-12-01,126000,126000,,USD
            G4,1P01,Upsell,Proposal,,2026-09-01,2026-06-01,,5000,,USD
            G5,1P01,Upsell,Closed Won,,2026-09-01,2026-06-01,,6000,,USD

            """
        #expect(
            try importFile(shop, opportunities, as: .renewals, mapping: "gainsight").counts
                == [3, 0, 0, 0])
        #expect(
            try importFile(shop, opportunities, as: .opportunities, mapping: "gainsight").counts
                == [2, 0, 0, 0])
        let portfolio = try shop.ledger.reading().portfolio
        #expect(
            portfolio.renewals.map {
                "\($0.id) \($0.outcome) \($0.closed?.description ?? "-") \($0.arrBefore) \($0.arrAfter)"
            } == [
                "G1 renewed 2026-03-20 120000.0 126000.0", "G3 open - 126000.0 0.0",
                "G2 churned 2026-05-03 9000.0 0.0",
            ])
        #expect(
            portfolio.opportunities.map {
                "\($0.id) \($0.stage) \($0.closed?.description ?? "-") \($0.amount)"
            } == ["G4 open - 5000.0", "G5 won 2026-09-01 6000.0"])
    }

    @Test func `Planhat's companies, scores and licences`() throws {
        let shop = try Workshop()
        #expect(
            try importFile(
                shop,
                """
                id,name,segment,phase,owner,h,h_diff,csm_score,customer_from,org_root_id
                c1,Acme,Large,Adoption,u7,7.5,0.5,4,2022-01-01T00:00:00.000Z,

                """, as: .accounts, mapping: "planhat"
            ).counts == [1, 0, 0, 0])
        #expect(
            try importFile(
                shop, "company_id,date,h\nc1,2026-01-05,7.55\nc1,2026-01-06,10\nc1,2026-01-07,11\n",
                as: .health, mapping: "planhat"
            ).counts == [2, 0, 0, 1])
        #expect(try shop.rejects() == ["export.csv,4,h,11,must be between 0 and 100"])
        #expect(try scores(shop) == ["c1": ["2026-01-05 75.5", "2026-01-06 100.0"]])
        let licences = """
            id,company_id,from_date,to_date,arr,currency,renewal_status,auto_renewed,renewal_arr
            l1,c1,2024-01-01,2024-12-31,1200,EUR,renewed,true,1300
            l2,c1,2025-01-01,2025-12-31,1300,EUR,lost,false,1300
            l3,c1,2026-01-01,2026-12-31,1300,EUR,ongoing,false,1400
            l4,c1,2027-01-01,2027-12-31,1300,EUR,paused,false,

            """
        #expect(
            try importFile(shop, licences, as: .renewals, mapping: "planhat").counts == [
                3, 0, 0, 1,
            ])
        #expect(
            try shop.rejects().first?.hasPrefix(
                "export.csv,5,renewal_status,paused,\"the mapping knows only ") == true)
        #expect(
            try importFile(shop, licences, as: .arr, mapping: "planhat").counts == [4, 0, 0, 0])
        #expect(
            try shop.ledger.reading().portfolio.renewals.map { "\($0.outcome) \($0.arrAfter)" }
                == ["renewed 1300.0", "churned 0.0", "open 0.0"])
    }

    @Test func `Vitally's accounts and NPS responses`() throws {
        let shop = try Workshop()
        let accounts = """
            id,externalId,name,segment,healthScore,mrr,csmId,nextRenewalDate,snapshotDate
            v-1,A1,Acme,Large,6.67,99.5,t-9,2026-06-01T00:00:00.000Z,2026-01-05
            v-2,A2,Apex,Small,,0,t-9,,2026-01-05

            """
        #expect(
            try importFile(shop, accounts, as: .accounts, mapping: "vitally").counts == [
                2, 0, 0, 0,
            ])
        // An account without a health score has no health row.
        #expect(
            try importFile(shop, accounts, as: .health, mapping: "vitally").counts == [1, 0, 0, 1])
        #expect(try shop.rejects() == ["export.csv,3,healthScore,,must be given"])
        #expect(try scores(shop) == ["A1": ["2026-01-05 66.7"]])
        #expect(
            try importFile(shop, accounts, as: .arr, mapping: "vitally").counts == [2, 0, 0, 0])
        #expect(try shop.ledger.reading().portfolio.arr.map(\.arr) == [1194, 0])
        #expect(
            try importFile(
                shop,
                """
                id,externalId,userId,accountExternalId,score,feedback,respondedAt
                n-1,x,u-1,A1,9,"Good, mostly",2026-01-29T20:16:27.370Z

                """, as: .surveys, mapping: "vitally"
            ).counts == [1, 0, 0, 0])
        let answer = try #require(try shop.ledger.reading().portfolio.surveys.first)
        #expect(answer.kind == .nps)
        #expect(answer.score == 9)
    }

    @Test func `Totango's health words`() throws {
        let shop = try Workshop()
        let accounts = """
            Account ID,Name,Tier,Industry,Health,Contract Value,Snapshot Date
            t1,Acme,Gold,Retail,Good,1000,2026-01-05
            t2,Apex,Silver,,Average,1000,2026-01-05
            t3,Atom,Silver,,Poor,1000,2026-01-05
            t4,Aura,Free,,Unknown,,2026-01-05

            """
        #expect(
            try importFile(shop, accounts, as: .accounts, mapping: "totango").counts == [
                4, 0, 0, 0,
            ])
        #expect(
            try importFile(shop, accounts, as: .health, mapping: "totango").counts == [3, 0, 0, 0])
        #expect(
            try scores(shop) == [
                "t1": ["2026-01-05 100.0 green"], "t2": ["2026-01-05 60.0 amber"],
                "t3": ["2026-01-05 0.0 red"],
            ])
    }

    @Test func `ChurnZero's score is turned round, unless points were given for good behaviour`()
        throws
    {
        let accounts = """
            accountExternalId,name,cf_Segment,startDate,churnScore,nextRenewalDate,snapshotDate
            z1,Acme,Large,2022-01-01,12.5,2026-06-01,2026-01-05
            z2,Apex,Small,,100,,2026-01-05

            """
        for (mapping, expected) in [
            ("churnzero", ["z1": ["2026-01-05 87.5"], "z2": ["2026-01-05 0.0"]]),
            ("churnzero-points", ["z1": ["2026-01-05 12.5"], "z2": ["2026-01-05 100.0"]]),
        ] {
            let shop = try Workshop()
            #expect(
                try importFile(shop, accounts, as: .accounts, mapping: "churnzero").counts
                    == [2, 0, 0, 0])
            #expect(
                try importFile(shop, accounts, as: .health, mapping: mapping).counts == [
                    2, 0, 0, 0,
                ])
            #expect(try scores(shop) == expected)
        }
    }

    @Test func `Salesforce's opportunities are parted by type`() throws {
        let shop = try Workshop.furnished()
        let opportunities = """
            Id,AccountId,OwnerId,Amount,CloseDate,CreatedDate,IsClosed,IsWon,Type,StageName,\
            Due_Date__c,ARR_Before__c,CurrencyIsoCode
            006a,A1,005x,110,2026-03-01,2025-12-01T10:00:00.000Z,true,true,Renewal,Closed Won,\
            2026-03-15,100,USD
            006b,A2,005x,90,2026-03-02,2025-12-01T10:00:00.000Z,true,false,Renewal,Closed Lost,\
            2026-03-15,90,USD
            006c,A3,005x,50,2026-12-01,2025-12-01T10:00:00.000Z,false,false,Renewal,Prospecting,\
            2026-12-15,45,USD
            006d,A1,005x,20,2026-12-01,2025-12-01T10:00:00.000Z,false,false,\
            Existing Customer - Upgrade,Prospecting,,,USD
            006e,A1,005x,30,2026-02-01,2025-12-01T10:00:00.000Z,true,false,,Closed Lost,,,USD

            """
        #expect(
            try importFile(shop, opportunities, as: .renewals, mapping: "salesforce").counts
                == [3, 0, 0, 0])
        #expect(
            try importFile(shop, opportunities, as: .opportunities, mapping: "salesforce").counts
                == [2, 0, 0, 0])
        let portfolio = try shop.ledger.reading().portfolio
        #expect(
            portfolio.renewals.map { "\($0.id) \($0.outcome) \($0.arrAfter)" }
                == ["006a renewed 110.0", "006b churned 0.0", "006c open 0.0"])
        #expect(portfolio.opportunities.map { "\($0.stage)" } == ["open", "lost"])
    }
}
