import Office
import Testing

@Suite struct AxisScaleTests {
    @Test func `ends and steps are round and hold all values`() {
        let scale = AxisScale([0.844, 0.921], ChartAxis(format: .percent(0)))
        #expect(scale.minimum == 0.84 && scale.maximum == 0.94 && scale.step == 0.02)
        #expect(scale.ticks == [0.84, 0.86, 0.88, 0.9, 0.92, 0.94])
    }

    @Test func `a step can be told apart in the format`() {
        // 2.5 % would be shown as 3 %.
        let scale = AxisScale([0.833, 0.95], ChartAxis(format: .percent(0)))
        #expect(scale.step == 0.05)
        #expect(AxisScale([0, 3], ChartAxis(format: .integer)).step == 1)
    }

    @Test func `a share stays within 0 and 100 %, and columns stand on zero`() {
        let scale = AxisScale([0.97, 0.999], ChartAxis(format: .percent(0)), fromZero: true)
        #expect(scale.minimum == 0 && scale.maximum == 1)
    }

    @Test(arguments: [
        [], [0], [5, 5], [-3, -3], [1e-300], [1e300, -1e300], [.nan, 1], [.infinity],
    ])
    func `degenerate values make an axis all the same`(values: [Double]) {
        for format in [CellFormat.integer, .percent(1), .decimal(2)] {
            let scale = AxisScale(values, ChartAxis(format: format))
            #expect(scale.minimum.isFinite && scale.maximum.isFinite && scale.step > 0)
            #expect(scale.minimum < scale.maximum && scale.ticks.count <= 101)
        }
    }

    @Test func `given ends are kept`() {
        let scale = AxisScale(
            [0.2, 0.4], ChartAxis(format: .percent(0), minimum: 0.1, maximum: 0.7))
        #expect(scale.minimum == 0.1 && scale.maximum == 0.7)
    }
}

@Suite struct LabelSpreadTests {
    @Test func `labels keep their order and do not overlap where there is room`() {
        var state: UInt64 = 7
        func random() -> Double {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Double(state >> 11) / 0x1p53
        }
        for _ in 0..<200 {
            let count = 1 + Int(random() * 8)
            let wanted = (0..<count).map { _ in random() * 100 }
            let places = LabelSpread.places(wanted, height: 10, room: 0...100)
            let order = wanted.indices.sorted { (wanted[$0], $0) < (wanted[$1], $1) }
            for (above, below) in zip(order, order.dropFirst()) {
                #expect(places[below] - places[above] >= 10 - 1e-9)
            }
            #expect(places.allSatisfy { $0 >= 5 - 1e-9 && $0 <= 95 + 1e-9 })
        }
    }

    @Test func `a label without a neighbour stays where it is wanted`() {
        #expect(LabelSpread.places([20, 60], height: 10, room: 0...100) == [20, 60])
    }
}
