import Calendar
import Domain
import Scoring
import Statistics

extension WrittenDay {
    /// Random facts of 20 accounts.
    static func random(_ random: inout SplitMix64) -> WrittenDay {
        func points(_ random: inout SplitMix64) -> [Double?] {
            (0..<20).map { _ in
                random.index(below: 8) == 0 ? nil : Double(random.index(below: 1001)) / 10
            }
        }
        var written = WrittenDay(points(&random), earlier: points(&random))
        let day = written.day
        for place in 0..<60 {
            let account = random.index(below: 20)
            let past = day - random.index(below: 120) + 10
            let later = past + 1 + random.index(below: 90)
            switch random.index(below: 6) {
            case 0:
                written.portfolio.overrides.append(
                    Override(
                        id: "o\(place)", account: account, csm: 0, logged: past,
                        asserted: Tier.allCases[random.index(below: 3)],
                        reevaluate: random.index(below: 3) == 0 ? nil : later,
                        withdrawn: random.index(below: 4) == 0 ? later : nil))
            case 1:
                written.working.touches.append(
                    Touch(
                        id: "t\(place)", account: account, held: past,
                        kind: Touch.Kind.allCases[random.index(below: 7)]))
            case 2:
                written.working.dueDates.append(
                    DueDate(id: "r\(place)", account: account, due: later))
            case 3:
                written.portfolio.assignments.append(
                    Assignment(account: account, csm: random.index(below: 2), start: past))
            default:
                written.working.actions.append(
                    Action(
                        id: "a\(place)", account: account,
                        kind: Action.Kind.allCases[random.index(below: 4)], title: "\(place)",
                        opened: past, due: random.index(below: 3) == 0 ? nil : later,
                        closed: random.index(below: 2) == 0 ? nil : later))
            }
        }
        return written
    }
}
