import Calendar
import Domain
import Scoring
import Statistics

/// Random models and facts, the same for the same seed.
struct RandomModel {
    private var random: SplitMix64
    /// The day of the score.
    static let day = Day(number: 20_600)

    init(seed: UInt64) { random = SplitMix64(seed: seed) }

    mutating func share() -> Double { Double(random.next() >> 11) * 0x1p-53 }

    mutating func model() -> HealthModel {
        HealthModel(
            version: "1", threshold: 60,
            components: (0...random.index(below: 5)).map { component($0) })
    }

    private mutating func component(_ place: Int) -> ModelComponent {
        ModelComponent(
            name: "c\(place)", title: "Component \(place)", weight: 0.1 + 10 * share(),
            validDays: random.index(below: 60), threshold: 100 * share(),
            measures: (0...random.index(below: 4)).map { measure($0) })
    }

    private mutating func measure(_ place: Int) -> ModelMeasure {
        let measure = "m\(random.index(below: 4))"
        let source: ModelMeasure.Source =
            switch random.index(below: 5) {
            case 0: .value(measure: measure, line())
            case 1: .share(measure: measure, line())
            case 2: .change(measure: measure, line())
            case 3: .touch(line())
            default:
                .contact(role: Contact.Role.allCases[random.index(below: 4)])
            }
        return ModelMeasure(
            name: "\(place)", weight: 0.1 + share(), source: source, text: DataPointText("x"))
    }

    private mutating func line() -> PiecewiseLinear {
        var value = -50 * share()
        let points = (0...random.index(below: 4)).map { _ in
            value += 0.1 + 30 * share()
            return PiecewiseLinear.Point(value, 100 * share())
        }
        // The values rise, so there is a line.
        return PiecewiseLinear(points) ?? .level
    }

    /// Observations, touches and contacts of one account, unsorted, some after the day.
    mutating func facts() -> (
        observations: [String: [Observation]], touches: [Day], contacts: [Contact]
    ) {
        var observations: [String: [Observation]] = [:]
        for name in 0..<4 where random.index(below: 4) > 0 {
            for age in -5..<80 where random.index(below: 6) == 0 {
                observations["m\(name)", default: []].append(
                    Observation(
                        day: Self.day - age, value: 60 * share(),
                        whole: random.index(below: 4) == 0 ? 0 : 100 * share()))
            }
        }
        let touches = (0..<random.index(below: 4)).map { _ in
            Self.day - random.index(below: 100) + 3
        }
        let contacts = (0..<random.index(below: 4)).map { place in
            Contact(
                id: "k\(place)", account: 0, role: Contact.Role.allCases[random.index(below: 4)],
                from: random.index(below: 2) == 0 ? nil : Self.day - random.index(below: 90) + 5,
                until: random.index(below: 2) == 0 ? nil : Self.day - random.index(below: 90) + 5)
        }
        return (observations, touches, contacts)
    }

    mutating func shuffled<Element>(_ list: [Element]) -> [Element] {
        list.shuffled(using: &random)
    }
}

extension PiecewiseLinear {
    /// 50 whatever the value.
    static let level: PiecewiseLinear = {
        guard let line = PiecewiseLinear([.init(0, 50)]) else { preconditionFailure() }
        return line
    }()
}
