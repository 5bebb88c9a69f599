import Statistics
import Testing

struct RankOrderTests {
    @Test func `Numbers of every kind are in order, few and many`() {
        var random = SplitMix64(seed: 3)
        for count in [0, 1, 2, 255, 256, 257, 3000] {
            let values = (0..<count).map { _ -> Double in
                switch random.index(below: 4) {
                case 0: Double(random.index(below: 40)) - 20
                case 1: Double(bitPattern: random.next() & 0x7fef_ffff_ffff_ffff)
                case 2: -Double(random.index(below: 1000)) / 7
                default: random.index(below: 2) == 0 ? 0 : -0.0
                }
            }
            let order = RankOrder(values)
            let expected = values.indices.sorted { left, right in
                values[left] == values[right] ? left < right : values[left] < values[right]
            }
            #expect(order.positions == expected.map { Int32($0) })
            #expect(order.sorted == expected.map { values[$0] })
        }
        #expect(RankOrder([2, 2]).isConstant && !RankOrder([2, 3]).isConstant)
    }
}
