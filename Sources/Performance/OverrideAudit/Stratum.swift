import Calendar
import Domain
import Statistics

/// Accounts that are alike before their renewal: by score, by how long before it, by segment.
struct Stratum: Hashable, Comparable {
    let band: Int
    let bucket: Int
    /// Position among the segments.
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

/// How many accounts lie in each stratum, and how many of them left.
struct StratumCounts {
    private(set) var cells: [Stratum: (count: Int, churns: Int)] = [:]

    mutating func add(_ stratum: Stratum, churned: Bool) {
        cells[stratum, default: (0, 0)].count += 1
        if churned { cells[stratum, default: (0, 0)].churns += 1 }
    }
}

/// One account before one renewal, with or without an override.
struct Subject {
    let stratum: Stratum
    let account: Int
    let due: Day
    let churned: Bool
    /// The tier at the landmark.
    let tier: Tier
}
