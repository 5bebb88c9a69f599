import Domain
import Statistics

/// Renewals that were alike before their due date: by score, by days before it, by segment. It is
/// small, as every episode and every control holds one.
///
/// Source: `Documentation/methods.md`, 12.
struct Stratum: Hashable, Comparable {
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

    static func < (left: Stratum, right: Stratum) -> Bool {
        (left.band, left.bucket, left.segment) < (right.band, right.bucket, right.segment)
    }
}

/// How many renewals lie in each stratum, and how many of them churned.
struct StratumCounts {
    private(set) var cells: [Stratum: (count: Int, churns: Int)] = [:]

    mutating func add(_ stratum: Stratum, churned: Bool) {
        cells[stratum, default: (0, 0)].count += 1
        if churned { cells[stratum, default: (0, 0)].churns += 1 }
    }
}
