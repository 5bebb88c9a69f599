/// The sums of a walk, by company, segment and team.
struct WalkSums {
    /// A part of the company.
    enum Slot {
        case company
        case segment(Int)
        /// A row of `ScopeRows`; 0 for no team.
        case team(Int)
    }

    private let months: Int
    private let segments: Int
    /// The months of the company, then of each segment, then of each team.
    private var steps: [WalkStep]
    private var openings: [Double]
    private var dues: [Double]

    init(months: Int, segments: Int, teams: Int) {
        let slots = 1 + segments + teams
        self.months = months
        self.segments = segments
        steps = Array(repeating: WalkStep(), count: slots * months)
        openings = Array(repeating: 0, count: slots)
        dues = Array(repeating: 0, count: slots)
    }

    /// Adds the opening ARR of an account, and how much of it fell due in the window.
    mutating func addOpening(_ opening: Double, due: Double, segment: Int, team: Int) {
        for slot in [Slot.company, .segment(segment), .team(team)] {
            openings[index(of: slot)] += opening
            dues[index(of: slot)] += due
        }
    }

    /// Adds what an account did in a month.
    ///
    /// - Parameters:
    ///   - change: its amounts.
    ///   - month: the position of the month.
    ///   - segment: its segment.
    ///   - before: its team on the day before the month.
    ///   - after: its team on the last day.
    mutating func add(
        _ change: AccountChange, month: Int, segment: Int, from before: Int, to after: Int
    ) {
        guard change.opening != 0 || change.closing != 0 else { return }
        var step = WalkStep()
        step.addChange(from: change.opening, to: change.end, hasPaid: change.hasPaid)
        step.currency = change.closing - change.end
        for slot in [Slot.company, .segment(segment)] {
            steps[index(of: slot) * months + month].add(step)
            steps[index(of: slot) * months + month].opening += change.opening
            steps[index(of: slot) * months + month].closing += change.closing
        }
        let (first, last) = (index(of: .team(before)), index(of: .team(after)))
        steps[last * months + month].add(step)
        steps[last * months + month].closing += change.closing
        steps[first * months + month].opening += change.opening
        if before != after {
            steps[first * months + month].moved -= change.opening
            steps[last * months + month].moved += change.opening
        }
    }

    func steps(of slot: Slot) -> [WalkStep] {
        let first = index(of: slot) * months
        return Array(steps[first..<(first + months)])
    }

    func opening(of slot: Slot) -> Double { openings[index(of: slot)] }

    func due(of slot: Slot) -> Double { dues[index(of: slot)] }

    private func index(of slot: Slot) -> Int {
        switch slot {
        case .company: 0
        case .segment(let segment): 1 + segment
        case .team(let row): 1 + segments + row
        }
    }
}

extension WalkStep {
    /// Adds the steps of an account, without its ends.
    fileprivate mutating func add(_ step: WalkStep) {
        new += step.new
        returned += step.returned
        expansion += step.expansion
        contraction += step.contraction
        churn += step.churn
        currency += step.currency
    }
}
