import Calendar
import Domain

/// The owners of an account over time: half-open spans in order, possibly with gaps.
struct Ownership {
    /// A span owned by one CSM. `end` is the first day after it; nil if it has not ended.
    struct Stint {
        var csm: Int
        var start: Day
        var end: Day?
    }

    private(set) var stints: [Stint] = []

    /// Draws the owners.
    ///
    /// - Parameters:
    ///   - profile: the account.
    ///   - dueDays: the due days of its contracts; some of them lose their owner.
    ///   - world: the CSMs.
    init(_ profile: AccountProfile, dueDays: [Day], in world: World) {
        guard let number = Int(profile.stem) else { return }
        var random = world.stream(account: number, .ownership)
        var day = max(profile.since, world.first - 400)
        var owner = world.owner(on: day, after: nil, &random)
        while day <= world.last {
            let stay = -logarithm(1 - random.uniform()) / world.truth.handoversPerYear
            var end = day + 45 + Int(min(stay, 99) * 365)
            if let leaving = world.csms[owner].end { end = min(end, max(leaving, day + 1)) }
            stints.append(Stint(csm: owner, start: day, end: end <= world.last ? end : nil))
            day = end + (random.chance(0.08) ? random.integer(5...80) : 0)
            owner = world.owner(on: day, after: owner, &random)
        }
        for due in dueDays where random.chance(world.truth.vacatedShare) {
            // In two cases of three an owner remains for a few days of the ownership window,
            // otherwise none.
            let from = random.chance(0.67) ? due - random.integer(130...150) : due - 185
            let to = due - random.integer(5...29)
            let successor = world.owner(on: to, after: nil, &random)
            vacate(from: from, to: to, successor: successor, last: world.last)
        }
    }

    func owner(on day: Day) -> Int? {
        stints.first { $0.start <= day && $0.end.map { day < $0 } ?? true }?.csm
    }

    /// Ends ownership on a day: cuts the span that covers it and removes later ones.
    mutating func close(on day: Day) {
        stints = stints.filter { $0.start < day }.map {
            Stint(csm: $0.csm, start: $0.start, end: min($0.end ?? day, day))
        }
    }

    private mutating func vacate(from: Day, to: Day, successor: Int, last: Day) {
        stints = stints.flatMap { stint -> [Stint] in
            var pieces: [Stint] = []
            if stint.start < from {
                let end = stint.end.map { min($0, from) } ?? from
                pieces.append(
                    Stint(csm: stint.csm, start: stint.start, end: end <= last ? end : nil))
            }
            if to <= last, stint.end.map({ $0 > to }) ?? true {
                let csm = stint.start < to ? successor : stint.csm
                pieces.append(Stint(csm: csm, start: max(stint.start, to), end: stint.end))
            }
            return pieces
        }
    }
}
