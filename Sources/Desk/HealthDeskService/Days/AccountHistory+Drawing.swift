import Calendar
import Charting
import Domain
import Formats
import HealthDesk
import Scoring

extension AccountHistory {
    /// The values for the drawing of the scores on the account's page. Days run from left to right,
    /// one unit each; scores from the bottom, 0 to 100.
    func drawing(_ standing: AccountStanding, _ open: OpenDay) -> [String: Any] {
        let policy = open.today.policy
        let width = Double(scores.count - 1)
        func x(_ place: Int) -> String { decimalText(Double(place) / width * 100, decimals: 2) }
        let overrides = open.overrides(standing)
        let stretches = overrides.enumerated().compactMap { place, override in
            stretch(override, endedBy: place > 0 ? overrides[place - 1] : nil, policy)
                .map { (override, $0) }
        }
        let months = scores.indices.filter { (first + $0).civil.day == 1 }
        let last = scores.lastIndex { $0 != nil }
        return [
            "bands": [
                band("green", from: policy.amberBelow, to: 100),
                band("amber", from: policy.redBelow, to: policy.amberBelow),
                band("red", from: 0, to: policy.redBelow),
            ],
            // The numbers of the axis are the limits of the tiers.
            "scale": [0, policy.redBelow, policy.amberBelow, 100].map { score in
                ["score": decimalText(score), "y": decimalText(100 - score)]
            },
            "line": line, "width": decimalText(width),
            "stretches": stretches.map { override, stretch in
                let (from, to) = (max(stretch.from, 0), min(stretch.to, scores.count - 1))
                return [
                    "x": "\(from)", "width": "\(max(to - from, 1))",
                    "words": "Said to be \(override.asserted.word) on \(override.logged.words)",
                ]
            },
            "touchMarks": open.touches(standing).filter(\.isMeaningful).compactMap { touch in
                place(of: touch.held).map {
                    [
                        "x": "\($0)",
                        "words": "\(touch.kind.words.withCapitalInitial), \(touch.held.words)",
                    ]
                }
            },
            "months": months.enumerated().map { number, place in
                // Every other month has room on a telephone.
                [
                    "x": x(place), "words": (first + place).shortMonth,
                    "isMinor": number % 2 == 1,
                ] as [String: Any]
            },
            "hasEnd": last != nil, "endX": last.map(x) ?? "",
            "endY": last.flatMap { scores[$0] }.map { decimalText(100 - $0, decimals: 1) } ?? "",
        ]
    }

    private func band(_ tier: String, from low: Double, to high: Double) -> [String: String] {
        [
            "tier": tier, "y": decimalText(100 - high), "height": decimalText(high - low),
            "middle": decimalText(100 - (low + high) / 2),
        ]
    }

    /// The path of the line, with gaps where no score is known.
    private var line: String {
        var path = ""
        var isDown = false
        for (place, score) in scores.enumerated() {
            guard let score else {
                isDown = false
                continue
            }
            path += "\(isDown ? "L" : "M")\(place) \(decimalText(100 - score, decimals: 1))"
            isDown = true
        }
        return path
    }
}
