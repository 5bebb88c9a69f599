import Calendar
import Domain

extension AccountStory {
    /// Draws a term's expansion opportunities. Each closes before the term is due. Won ones, and an
    /// occasional contraction, change the revenue up for renewal.
    mutating func tellOpportunities(
        _ term: (start: Day, due: Day), position: Int, _ random: inout RandomStream
    ) {
        let from = max(term.start, world.first)
        let to = min(term.due - 2, world.last)
        guard from < to else { return }
        let number = count(perYear: 0.7, from: from, to: to, &random)
        let days = (0..<number).map { _ in from + random.integer(1...to - from) }.sorted()
        var changed = from
        for (serial, created) in days.enumerated() {
            let closed = min(created + random.integer(20...120), term.due - 1)
            let isWon = random.chance(0.45)
            let amount = Double(max(100, tens(arr * random.uniform(0.05, 0.3))))
            let isOpen = closed > world.last
            let credited = random.chance(0.8) ? ownership.owner(on: created) : nil
            lines.append(
                FeedLine(
                    .opportunities,
                    [
                        "E\(profile.stem)-\(position + 1)\(zeroPadded(serial + 1, to: 2))",
                        profile.id, credited.map { world.csms[$0].id } ?? "", "\(created)",
                        isOpen ? "open" : isWon ? "won" : "lost", String(Int(amount)),
                        isOpen ? "" : "\(closed)", profile.currency,
                    ]))
            guard isWon, !isOpen, closed > changed else { continue }
            arr += amount
            changed = closed
            addARR(arr, on: closed)
        }
        let cut = changed + random.integer(30...400)
        guard random.chance(0.05), cut < to else { return }
        arr = Double(tens(arr * random.uniform(0.7, 0.95)))
        addARR(arr, on: cut)
    }
}
