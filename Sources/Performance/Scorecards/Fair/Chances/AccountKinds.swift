import Domain

/// The segments of accounts and the size classes within each, numbered from 0.
struct AccountKinds: Sendable {
    /// The number of each account's segment.
    let segment: [Int]
    /// The number of each account's segment and size class. No size class is a class of its own.
    let kind: [Int]
    /// How many segments there are.
    let segmentCount: Int

    /// The kinds of some accounts.
    init(_ accounts: [Account]) {
        var segments: [Identifier<AccountKinds>: Int] = [:]
        var kinds: [Kind: Int] = [:]
        var segment: [Int] = []
        var kind: [Int] = []
        for account in accounts {
            let name = Identifier<AccountKinds>(account.segment)
            let number = segments[name] ?? segments.count
            segments[name] = number
            let pair = Kind(segment: number, size: account.arrTier.map(Identifier.init))
            let pairNumber = kinds[pair] ?? kinds.count
            kinds[pair] = pairNumber
            segment.append(number)
            kind.append(pairNumber)
        }
        self.segment = segment
        self.kind = kind
        segmentCount = segments.count
    }

    private struct Kind: Hashable {
        var segment: Int
        var size: Identifier<AccountKinds>?
    }
}
