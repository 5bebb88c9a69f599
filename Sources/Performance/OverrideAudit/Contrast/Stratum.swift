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
    /// By band, bucket and segment.
    private var counts: [Int32]
    private var churns: [Int32]

    /// No renewal yet.
    init(segments: Int) {
        self.segments = segments
        let strata = 10 * LeadBucket.allCases.count * segments
        counts = Array(repeating: 0, count: strata)
        churns = counts
    }

    @inline(__always)
    mutating func add(band: Int, bucket: Int, segment: Int, churned: Bool) {
        let index = (band * LeadBucket.allCases.count + bucket) * segments + segment
        counts[index] += 1
        churns[index] += churned ? 1 : 0
    }

    /// The strata that have a renewal, in order.
    var cells: [(stratum: Int, count: Int, churns: Int)] {
        counts.indices.filter { counts[$0] > 0 }.map { ($0, Int(counts[$0]), Int(churns[$0])) }
    }

    /// The renewals of a stratum; nil without any.
    subscript(stratum: Int) -> (count: Int, churns: Int)? {
        counts[stratum] > 0 ? (Int(counts[stratum]), Int(churns[stratum])) : nil
    }
}
