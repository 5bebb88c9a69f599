import Domain
import Statistics

/// Renewals that were alike before their due date: by score, by days before it, by segment.
///
/// Source: `Documentation/methods.md`, 12.
struct Stratum: Hashable, Comparable {
    /// The ten-point band of the score.
    let band: Int
    /// The raw value of the lead bucket.
    let bucket: Int
    /// The number of the account's segment.
    let segment: Int

    init(score: Score, bucket: LeadBucket, segment: Int) {
        band = score.band
        self.bucket = bucket.rawValue
        self.segment = segment
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
