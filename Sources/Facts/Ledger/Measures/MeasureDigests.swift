import Calendar
import Domain
import Formats

/// Digests of the rows of measures. That of the feed is their sum.
struct MeasureDigests {
    /// The digest of each account's identifier, indexed by the account's key.
    let accounts: [UInt64]

    /// What the digests of all rows of a block begin with.
    func seed(of key: MeasureKey, _ names: MeasureNames) -> UInt64 {
        names.digest(of: key.name) &+ UInt64(truncatingIfNeeded: key.day.number)
    }

    /// The digest of a row: of its current values, and of those first recorded where they differ.
    func digest(
        of row: StandingMeasure, _ seed: UInt64, firstAccount: Int32, _ locations: MeasureNames
    ) -> UInt64 {
        let key = Int(firstAccount) + Int(row.current.account)
        // Only a damaged block names what is not there. `parallax verify` then finds the digest wrong.
        let account = key < accounts.count ? accounts[key] : 0
        let location = locations.digest(of: row.current.location)
        func digest(_ entry: MeasureEntry, isFirst: UInt64) -> UInt64 {
            let whole = entry.whole.isNaN ? UInt64.max : entry.whole.bitPattern
            return withUnsafeBytes(
                of: (
                    account.littleEndian, location.littleEndian,
                    entry.value.bitPattern.littleEndian, whole.littleEndian, isFirst.littleEndian
                )
            ) { ContentDigest.value(of: $0, seed: seed) }
        }
        let current = digest(row.current, isFirst: 0)
        guard !row.first.hasSameValues(as: row.current) else { return current }
        return current &+ digest(row.first, isFirst: 1)
    }
}
