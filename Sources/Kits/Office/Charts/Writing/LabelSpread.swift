/// Moves labels that stand below each other apart, so that none overlap.
package enum LabelSpread {
    /// The places of labels.
    ///
    /// - Parameters:
    ///   - wanted: the middles that the labels should have, from the top.
    ///   - height: the height of a label.
    ///   - room: the range for their edges.
    /// - Returns: their middles, in the order of `wanted`; as close to it as the room allows.
    package static func places(
        _ wanted: [Double], height: Double, room: ClosedRange<Double>
    ) -> [Double] {
        let order = wanted.indices.sorted { (wanted[$0], $0) < (wanted[$1], $1) }
        var places = wanted
        // Down from the top, then up from the bottom where the last ones ran out of room.
        var free = room.lowerBound
        for index in order {
            places[index] = max(wanted[index], free + height / 2)
            free = places[index] + height / 2
        }
        var limit = room.upperBound
        for index in order.reversed() {
            places[index] = min(places[index], limit - height / 2)
            limit = places[index] - height / 2
        }
        return places
    }
}
