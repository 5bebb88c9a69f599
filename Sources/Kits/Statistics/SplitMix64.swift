/// SplitMix64, a small generator that draws the same numbers on every machine.
///
///     var random = SplitMix64(seed: 1)
///     random.index(below: 6)
///
/// Source: Steele, G. L., Lea, D. and Flood, C. H. (2014), Fast splittable pseudorandom number
/// generators, OOPSLA '14, 453-472.
public struct SplitMix64: RandomNumberGenerator, Sendable {
    private static let step: UInt64 = 0x9E37_79B9_7F4A_7C15
    private var state: UInt64

    /// The numbers that follow from a seed.
    ///
    /// - Parameters:
    ///   - seed: the state from which the numbers start.
    ///   - count: how many of them to leave out.
    public init(seed: UInt64, skipping count: Int = 0) {
        state = seed &+ UInt64(count) &* Self.step
    }

    /// The next number, any of 64 bits.
    public mutating func next() -> UInt64 {
        state &+= Self.step
        return Self.mixed(state)
    }

    /// A whole number from 0 to below `count`: the high 64 bits of the next number times `count`.
    ///
    /// - Parameter count: 1 or more.
    /// - Returns: the number.
    public mutating func index(below count: Int) -> Int { Self.index(next(), below: count) }

    /// The whole number from 0 to below `count` at which a number of 64 bits lies among all of them.
    ///
    /// - Parameters:
    ///   - number: any of 64 bits.
    ///   - count: 1 or more.
    /// - Returns: the high 64 bits of their product.
    public static func index(_ number: UInt64, below count: Int) -> Int {
        Int(number.multipliedFullWidth(by: UInt64(count)).high)
    }

    /// The finaliser: it spreads the bits of a number, one to one.
    public static func mixed(_ number: UInt64) -> UInt64 {
        var number = number
        number = (number ^ (number >> 30)) &* 0xBF58_476D_1CE4_E5B9
        number = (number ^ (number >> 27)) &* 0x94D0_49BB_1331_11EB
        return number ^ (number >> 31)
    }
}
