import Calendar
package import Domain
package import Sample

/// A sample as facts and scores in memory, as an import of its first export would give them.
package struct PlantedTruthPortfolio: Sendable {
    /// The facts; a test may change them.
    package var facts: Portfolio
    /// The scores.
    package let health: SampledHealth

    /// The facts and scores of a sample.
    ///
    /// - Throws: `SampleError` where a size is out of range.
    package init(_ sample: SamplePortfolio) throws {
        let export = try sample.export()
        var facts = Portfolio()
        func rows(_ feed: Feed) -> [Fields] { (export.rows[feed] ?? []).map(Fields.init) }
        facts.accounts = rows(.accounts).map { row in
            Account(
                id: AccountID(row[0]), name: row.given(1), segment: row[2], arrTier: row.given(3),
                product: row.given(4), industry: row.given(5), region: row.given(6),
                customerSince: row.day(7))
        }.sorted { $0.id < $1.id }
        facts.csms = rows(.csms).map { row in
            CSM(id: CSMID(row[0]), name: row[1], team: row.given(2), startDate: row.day(4))
        }.sorted { $0.id < $1.id }
        let accounts = Dictionary(
            uniqueKeysWithValues: zip(facts.accounts.map(\.id.text), facts.accounts.indices))
        let csms = Dictionary(
            uniqueKeysWithValues: zip(facts.csms.map(\.id.text), facts.csms.indices))
        facts.assignments = rows(.assignments).compactMap { row -> Assignment? in
            guard let account = accounts[row[0]], let csm = csms[row[1]], let start = row.day(2)
            else { return nil }
            return Assignment(account: account, csm: csm, start: start, end: row.day(3))
        }.sorted { ($0.account, $0.start) < ($1.account, $1.start) }
        facts.overrides = rows(.overrides).compactMap { row -> Override? in
            guard let account = accounts[row[1]], let csm = csms[row[2]], let logged = row.day(3),
                let asserted = Tier(row[4])
            else { return nil }
            return Override(
                id: row[0], account: account, csm: csm, logged: logged, asserted: asserted,
                modelTier: Tier(row[5]), modelScore: row.score(6), reason: row.given(7),
                reevaluate: row.day(9), withdrawn: row.day(10))
        }.sorted { ($0.account, $0.logged, $0.id) < ($1.account, $1.logged, $1.id) }
        facts.renewals = rows(.renewals).compactMap { row -> Renewal? in
            guard let account = accounts[row[1]], let due = row.day(2),
                let outcome = Renewal.Outcome(rawValue: row[3])
            else { return nil }
            return Renewal(
                id: row[0], account: account, due: due, outcome: outcome, closed: row.day(4),
                notice: row.day(5), arrBefore: Double(row[6]) ?? 0, arrAfter: Double(row[7]) ?? 0,
                currency: row.given(8))
        }.sorted { ($0.account, $0.due) < ($1.account, $1.due) }
        facts.sessions = rows(.sessions).compactMap { row -> Session? in
            guard let account = accounts[row[1]], let csm = csms[row[2]], let held = row.day(3)
            else { return nil }
            return Session(account: account, csm: csm, held: held)
        }.sorted { ($0.account, $0.held, $0.csm) < ($1.account, $1.held, $1.csm) }
        facts.rates = rows(.fx).compactMap { row -> ExchangeRate? in
            guard let date = row.day(1), let rate = Double(row[2]) else { return nil }
            return ExchangeRate(currency: row[0], date: date, rate: rate)
        }.sorted { ($0.currency, $0.date) < ($1.currency, $1.date) }
        self.facts = facts
        health = SampledHealth(export, accounts: accounts)
    }

    /// The usage reports of the sample.
    ///
    /// - Throws: `SampleError` where a size is out of range.
    package func measures(of sample: SamplePortfolio) throws -> InMemoryMeasures {
        let accounts = Dictionary(
            uniqueKeysWithValues: zip(facts.accounts.map(\.id.text), facts.accounts.indices))
        var measures = InMemoryMeasures()
        for row in (try sample.export().rows[.measures] ?? []).map(Fields.init) {
            guard let account = accounts[row[0]], let day = row.day(2), let value = Double(row[4])
            else { continue }
            measures.record(account, row[1], day, value, of: Double(row[5]), at: row[3])
        }
        return measures
    }
}

/// A row's fields.
private struct Fields {
    let texts: [String]

    init(_ texts: [String]) { self.texts = texts }

    subscript(column: Int) -> String { texts[column] }

    func given(_ column: Int) -> String? { texts[column].isEmpty ? nil : texts[column] }

    func day(_ column: Int) -> Day? { Day(texts[column]) }

    /// A score is written with one decimal.
    func score(_ column: Int) -> Score? {
        Int16(texts[column].filter { $0 != "." }).map(Score.init(tenths:))
    }
}
