/// How numbers moved from what was published to today, step by step.
struct FigureCourse {
    private let published: CardFigures
    private var current: CardFigures
    /// The last number that was not null, by card. A step over a null counts with the next number.
    private var known: [CardFigures.Subject: [Double?]]
    /// The sums of the steps by card, figure and group.
    private var sums: [CardFigures.Subject: [Double]] = [:]

    private static let groups = RestatementGroup.allCases
    private static let figures = CardFigure.all.count

    init(_ published: CardFigures) {
        self.published = published
        current = published
        known = published.cards
    }

    /// Moves to other numbers, for one reason.
    mutating func move(to next: CardFigures, because group: RestatementGroup) {
        let column = Self.groups.firstIndex(of: group) ?? 0
        for (subject, values) in next.cards {
            guard var before = known[subject] else {
                known[subject] = values
                continue
            }
            var changed = false
            for (place, value) in values.enumerated() where value != before[place] {
                guard let value else { continue }
                if let old = before[place] {
                    sums[
                        subject,
                        default: [Double](
                            repeating: 0, count: Self.figures * Self.groups.count)
                    ][place * Self.groups.count + column] += value - old
                }
                before[place] = value
                changed = true
            }
            if changed { known[subject] = before }
        }
        current = next
    }

    /// The cards, with the steps of every figure.
    var cards: [Restatements.Card] {
        let new = current.order.filter { published.cards[$0] == nil }
        return (published.order + new).map { subject in
            Restatements.Card(
                subject: subject,
                figures: (0..<Self.figures).map { place in
                    let (old, now) = (
                        published.value(place, of: subject), current.value(place, of: subject)
                    )
                    return Restatements.Figure(
                        place: place, published: old, current: now,
                        steps: old == nil || now == nil ? [] : steps(place, of: subject, old, now))
                })
        }
    }

    /// The steps of a figure. What rounding leaves goes to the largest, so that the sum of the steps
    /// is the difference.
    private func steps(
        _ place: Int, of subject: CardFigures.Subject, _ old: Double?, _ now: Double?
    ) -> [Restatements.Step] {
        guard let old, let now, let sums = sums[subject] else { return [] }
        let first = place * Self.groups.count
        var changes = Array(sums[first..<first + Self.groups.count])
        let rest = (now - old) - changes.reduce(0, +)
        let largest = changes.indices.max { abs(changes[$0]) < abs(changes[$1]) }
        if let largest, rest != 0 { changes[largest] += rest }
        return zip(Self.groups, changes).compactMap { group, change in
            change == 0 ? nil : Restatements.Step(group: group, change: change)
        }
    }
}
