import Calendar
import Domain
import Keeping
import Web

/// Facts that are read for as long as somebody waits for what is made of them. After that, reading
/// throws, which ends the work.
struct WantedReading: FactReading {
    let reading: any FactReading
    let demand: Demand

    var portfolio: Portfolio { reading.portfolio }
    var health: any HealthHistory { WantedHealth(health: reading.health, demand: demand) }
    var measures: any MeasureHistory { WantedMeasures(measures: reading.measures, demand: demand) }
    var dataDigest: String { reading.dataDigest }
    var kept: any KeptValues { reading.kept }
    var firstHealthDay: Day? { reading.firstHealthDay }
    var lastHealthDay: Day? { reading.lastHealthDay }
    var notImported: [Feed: NotImported] { reading.notImported }

    func dataDigest(through month: Month) -> String { reading.dataDigest(through: month) }

    func extents(through month: Month) throws -> [FeedExtent] {
        try demand.check()
        return try reading.extents(through: month)
    }
}

/// The scores of such facts.
private struct WantedHealth: HealthHistory {
    let health: any HealthHistory
    let demand: Demand

    func scores(
        asOf questions: [HealthQuestion], maximumAge: Int, version: HealthVersion
    ) throws -> [HealthAnswer?] {
        try demand.check()
        return try health.scores(asOf: questions, maximumAge: maximumAge, version: version)
    }

    func scores(
        over spans: [HealthSpan], maximumAge: Int, version: HealthVersion
    ) throws -> SpanScores {
        try demand.check()
        return try health.scores(over: spans, maximumAge: maximumAge, version: version)
    }

    func components(
        asOf questions: [HealthQuestion], maximumAge: Int, version: HealthVersion
    ) throws -> ComponentScores {
        try demand.check()
        return try health.components(asOf: questions, maximumAge: maximumAge, version: version)
    }

    func forEachMonth(
        from first: Month, through last: Month, _ body: (HealthMonthSummary) -> Void
    ) throws {
        try demand.check()
        try health.forEachMonth(from: first, through: last, body)
    }

    func forEachScore(
        from first: Day, through last: Day, _ body: (Int, HealthAnswer) -> Void
    ) throws {
        try demand.check()
        try health.forEachScore(from: first, through: last, body)
    }

    func days(of account: Int) throws -> [HealthDay] {
        try demand.check()
        return try health.days(of: account)
    }
}

/// The measures of such facts.
private struct WantedMeasures: MeasureHistory {
    let measures: any MeasureHistory
    let demand: Demand

    func measures(through last: Day) throws -> [MeasureName] {
        try demand.check()
        return try measures.measures(through: last)
    }

    func forEachMeasure(
        from first: Day, through last: Day, _ body: (Int, MeasureDay) -> Void
    ) throws {
        try demand.check()
        try measures.forEachMeasure(from: first, through: last, body)
    }
}
