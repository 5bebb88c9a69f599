import Domain
import Statistics

/// Renewals that were alike before their due date: by score, by days before it, by segment. It is
/// small, as every episode and every control holds one.
///
/// Source: `Documentation/methods.md`, 12.
struct Stratum: Sendable {
    /// The ten-point band of the score.
    let band: Int8
    /// The raw value of the lead bucket.
    let bucket: Int8
    /// The number of the account's segment.
    let segment: Int32

    init(score: Score, bucket: LeadBucket, segment: Int) {
        band = Int8(score.band)
        self.bucket = Int8(bucket.rawValue)
        self.segment = Int32(segment)
    }
}

/// How many renewals lie in each stratum, and how many of them churned.
struct StratumCounts: Sendable {
    private let segments: Int
    /// By band, bucket and segment: the renewals in the low 32 bits, those that churned above them.
    private var tallies: [UInt64]

    /// No renewal yet.
    init(segments: Int) {
        self.segments = segments
        tallies = Array(repeating: 0, count: 10 * LeadBucket.allCases.count * segments)
    }

    /// Counts a renewal where `isControl` is true.
    @inline(__always)
    mutating func add(
        band: Int, bucket: Int, segment: Int, churned: Bool, isControl: Bool = true
    ) {
        let index = (band * LeadBucket.allCases.count + bucket) * segments + segment
        tallies[index] &+= isControl ? (churned ? 1 << 32 | 1 : 1) : 0
    }

    /// The strata that have a renewal, in order.
    var cells: [(stratum: Int, count: Int, churns: Int)] {
        tallies.indices.compactMap { stratum in
            self[stratum].map { (stratum, $0.count, $0.churns) }
        }
    }

    /// The renewals of a stratum; nil without any.
    subscript(stratum: Int) -> (count: Int, churns: Int)? {
        let tally = tallies[stratum]
        return tally > 0 ? (Int(tally & 0xFFFF_FFFF), Int(tally >> 32)) : nil
    }
}
