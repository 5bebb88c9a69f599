import Calendar
import Domain

/// An account's health for each day of the window, in tenths.
struct HealthSeries {
    /// The first day of the series, as an offset from the first day of the window.
    let start: Int
    /// The score of each day from `start` on; -1 if the day was not scored.
    private(set) var scores: [Int16] = []
    /// Whether the account has lastingly low health.
    let isTroubled: Bool
    /// Four components for each day, in the order of `Vocabulary.components`.
    private(set) var components: [SIMD4<Int16>] = []

    /// Simulates the series. Latent health reverts to the account's base level, which is low for
    /// troubled accounts. Drift, a yearly season and fading shocks are added. Engagement and
    /// support change daily, relationship and commercial weekly.
    init(_ number: Int, since: Day, in world: World) {
        start = max(0, since + 14 - world.first)
        let days = world.last - world.first + 1
        var random = world.stream(account: number, .health)
        isTroubled = random.chance(world.truth.troubledShare)
        guard start < days else { return }
        let base = isTroubled ? 33 + 14 * random.normal() : 86 + 8 * random.normal()
        let relationshipBase = 64 + 0.4 * (base - 65) + 14 * random.normal()
        let slope = random.normal() * 4 / 365
        var walk = 7.5 * random.normal()
        var warmth = 4 * random.normal()
        var shock = 0.0
        var weekly = SIMD4<Double>()
        let ownOutage = random.chance(0.01) ? random.integer(0...days - 1) : days
        let outageEnd = ownOutage + random.integer(10...20)
        scores.reserveCapacity(days - start)
        components.reserveCapacity(days - start)
        for day in start..<days {
            walk = 0.985 * walk + 1.3 * random.normal()
            shock *= 0.992
            let luck = random.uniform()
            if luck < 0.5 / 365 { shock -= 14 + 5 * random.normal() }
            let latent =
                base + slope * Double(day - days / 2) + walk + shock + world.season[day]
            if day == start || day % 7 == 0 {
                warmth = 0.93 * warmth + 1.6 * random.normal()
                weekly[2] = relationshipBase + warmth
                weekly[3] = 0.8 * latent + 14 + 5 * random.normal()
            }
            weekly[0] = latent + world.weekend[day] + 3 * random.normal()
            weekly[1] = 28 + 0.62 * latent + 0.5 * shock + 2 * random.normal()
            let values = SIMD4(
                tenths(weekly[0]), tenths(weekly[1]), tenths(weekly[2]), tenths(weekly[3]))
            components.append(values)
            let isMissing =
                luck > 0.996 || world.outage.contains(world.first + day)
                || (ownOutage..<outageEnd).contains(day)
            scores.append(
                isMissing ? -1 : Self.score(values, isNewModel: world.usesNewModel(day)))
        }
    }

    /// The latest score on or before a day, in tenths; nil if none is at most 30 days old.
    func score(asOf offset: Int) -> Int16? {
        var day = offset - start
        guard day >= 0, day < scores.count else { return nil }
        let oldest = max(0, day - 30)
        while day >= oldest {
            if scores[day] >= 0 { return scores[day] }
            day -= 1
        }
        return nil
    }

    /// The components in points on a day of the window, or on the nearest day of the series. 62
    /// each if the series is empty.
    func points(nearest offset: Int) -> SIMD4<Double> {
        guard !components.isEmpty else { return SIMD4(repeating: 62) }
        let day = min(max(0, offset - start), components.count - 1)
        return SIMD4<Double>(components[day]) / 10
    }

    private static func score(_ tenths: SIMD4<Int16>, isNewModel: Bool) -> Int16 {
        let sum =
            (isNewModel ? 30 : 35) * Int32(tenths[0]) + 25 * Int32(tenths[1])
            + (isNewModel ? 25 : 20) * Int32(tenths[2]) + 20 * Int32(tenths[3])
        return Int16((sum + 50) / 100)
    }
}

extension World {
    /// Whether the second model version of the score is in use on a day of the window.
    func usesNewModel(_ offset: Int) -> Bool { first + offset >= versionChange }
}

/// The tier of a score in tenths: red below 40, amber below 70.
func tier(ofTenths tenths: Int16) -> Tier {
    tenths < 400 ? .red : tenths < 700 ? .amber : .green
}

/// Converts points to tenths, limited to 0 to 1000.
private func tenths(_ points: Double) -> Int16 {
    Int16(min(1000, max(0, points * 10 + 0.5)))
}
