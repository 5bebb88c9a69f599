import Calendar
import Domain

extension AccountStory {
    /// The account's rows of the health file as bytes, and the number of rows.
    func healthRows() -> (bytes: [UInt8], count: Int) {
        guard profile.hasHealth else { return ([], 0) }
        return rows(days: scoredDays) { $0 }
    }

    /// The days on which the account is still a customer, as offsets from the start of the series.
    var scoredDays: Range<Int> {
        0..<min(health.scores.count, max(0, lastScored - world.first + 1 - health.start))
    }

    /// One week of recomputed scores for about one account in twelve; no rows for the others.
    func restatedHealthRows() -> (bytes: [UInt8], count: Int) {
        let end = scoredDays.upperBound
        var random = world.stream(account: number, .restatement)
        guard profile.hasHealth, random.chance(1 / 12), end >= 30 else { return ([], 0) }
        let from = random.integer(max(0, end - 400)...end - 7)
        let change = Int16(random.integer(10...80)) * (random.chance(0.5) ? 1 : -1)
        return rows(days: from..<from + 7) { max(0, min(1000, $0 + change)) }
    }

    private func rows(
        days: Range<Int>, change: (Int16) -> Int16
    ) -> (bytes: [UInt8], count: Int) {
        let name = Array((profile.id + ",").utf8)
        let words = Vocabulary.modelVersions.map { version in
            (UInt8(0)...3).map { Array(",\(Tier(rawValue: $0)?.word ?? ""),\(version)".utf8) }
        }
        var count = 0
        let bytes = [UInt8](capacity: days.count * Self.longestRow) { output in
            for day in days where health.scores[day] >= 0 {
                let offset = health.start + day
                let score = change(health.scores[day])
                append(name[...], to: &output)
                append(world.dayTexts[offset * 10..<offset * 10 + 10], to: &output)
                append(score, to: &output)
                let version = world.usesNewModel(offset) ? 1 : 0
                append(words[version][Int(tier(ofTenths: score).rawValue)][...], to: &output)
                let components = health.components[day]
                for component in 0..<4 { append(components[component], to: &output) }
                output.append(UInt8(ascii: "\n"))
                count += 1
            }
        }
        return (bytes, count)
    }

    /// The most bytes in a row: identifier 8, day 10, score 6, tier 6, version 7, components 24,
    /// line end.
    private static let longestRow = 62
}

private func append(_ bytes: ArraySlice<UInt8>, to output: inout OutputSpan<UInt8>) {
    for byte in bytes { output.append(byte) }
}

/// Appends a comma and the number with one decimal.
private func append(_ tenths: Int16, to output: inout OutputSpan<UInt8>) {
    let zero = UInt8(ascii: "0")
    let points = UInt8(tenths / 10)
    output.append(UInt8(ascii: ","))
    if points == 100 { output.append(UInt8(ascii: "1")) }
    if points >= 10 { output.append(zero + points / 10 % 10) }
    output.append(zero + points % 10)
    output.append(UInt8(ascii: "."))
    output.append(zero + UInt8(tenths % 10))
}
