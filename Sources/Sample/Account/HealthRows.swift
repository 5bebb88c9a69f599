import Domain

extension AccountStory {
    /// The account's health file rows as bytes, and how many they are.
    func healthRows() -> (bytes: [UInt8], count: Int) {
        guard profile.hasHealth else { return ([], 0) }
        let end = min(health.scores.count, max(0, lastScored - world.first + 1 - health.start))
        return rows(days: 0..<end) { $0 }
    }

    /// A week that the score's owner recomputed, for one account in twelve.
    func restatedHealthRows() -> (bytes: [UInt8], count: Int) {
        let end = min(health.scores.count, max(0, lastScored - world.first + 1 - health.start))
        var random = world.stream(account: number, .restatement)
        guard profile.hasHealth, random.chance(1 / 12), end >= 30 else { return ([], 0) }
        let from = random.integer(max(0, end - 400)...end - 7)
        let change = Int16(random.integer(10...80)) * (random.chance(0.5) ? 1 : -1)
        return rows(days: from..<from + 7) { max(0, min(1000, $0 + change)) }
    }

    private func rows(
        days: Range<Int>, change: (Int16) -> Int16
    ) -> (bytes: [UInt8], count: Int) {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(days.count * 60)
        let name = Array((profile.id + ",").utf8)
        let tiers = (UInt8(0)...3).map { Array("\(Tier(rawValue: $0)?.word ?? "")".utf8) }
        let versions = Vocabulary.modelVersions.map { Array(",\($0)".utf8) }
        var count = 0
        for day in days where health.scores[day] >= 0 {
            let offset = health.start + day
            let score = change(health.scores[day])
            bytes += name
            bytes += world.dayTexts[offset * 10..<offset * 10 + 10]
            append(score, to: &bytes)
            bytes.append(UInt8(ascii: ","))
            bytes += tiers[Int(tier(ofTenths: score).rawValue)]
            bytes += versions[world.usesNewModel(offset) ? 1 : 0]
            let components = health.components[day]
            for component in 0..<4 { append(components[component], to: &bytes) }
            bytes.append(UInt8(ascii: "\n"))
            count += 1
        }
        return (bytes, count)
    }

    /// A comma and the number with one decimal.
    private func append(_ tenths: Int16, to bytes: inout [UInt8]) {
        let zero = UInt8(ascii: "0")
        let points = UInt8(tenths / 10)
        bytes.append(UInt8(ascii: ","))
        if points == 100 { bytes.append(UInt8(ascii: "1")) }
        if points >= 10 { bytes.append(zero + points / 10 % 10) }
        bytes.append(zero + points % 10)
        bytes.append(UInt8(ascii: "."))
        bytes.append(zero + UInt8(tenths % 10))
    }
}
