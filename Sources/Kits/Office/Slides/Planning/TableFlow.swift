/// Fits the rows of a table into a frame.
struct TableFlow {
    let measure: TextMeasure
    let frame: Frame

    /// Points around the text of a cell.
    static let padding = (horizontal: 9.0, vertical: 4.5)

    /// Sets as many rows as fit, and returns the others.
    ///
    /// Text is set in 14 points, or in 12 where that lets all rows fit or where a table is parted.
    func fit(_ table: SlideTable) -> (placed: PlacedTable, rest: [[TableCell]]) {
        let widths = widths(of: table)
        let room = Double(frame.height) / emuPerPoint
        for size in [14.0, 12] {
            let heights = heights(of: table, widths, size)
            if heights.reduce(0, +) <= room || size == 12 {
                return part(table, widths, heights, size, room)
            }
        }
        return part(table, widths, heights(of: table, widths, 12), 12, room)
    }

    private func part(
        _ table: SlideTable, _ widths: [Int], _ heights: [Double], _ size: Double, _ room: Double
    ) -> (placed: PlacedTable, rest: [[TableCell]]) {
        var used = heights[0]
        var count = 0
        // At least one row, so that a table always comes to an end.
        while count < table.rows.count, count == 0 || used + heights[count + 1] <= room {
            used += heights[count + 1]
            count += 1
        }
        var shown = table
        shown.rows = Array(table.rows.prefix(count))
        let placed = PlacedTable(
            table: shown,
            frame: Frame(x: frame.x, y: frame.y, width: widths.reduce(0, +), height: points(used)),
            size: size, widths: widths, heights: heights.prefix(count + 1).map { points($0) })
        return (placed, Array(table.rows.dropFirst(count)))
    }

    private func widths(of table: SlideTable) -> [Int] {
        let weights = table.columns.map { $0.weight.isFinite ? max(0.1, $0.weight) : 1 }
        let sum = weights.reduce(0, +)
        return weights.map { Int(Double(frame.width) * $0 / sum) }
    }

    private func heights(of table: SlideTable, _ widths: [Int], _ size: Double) -> [Double] {
        let header = table.columns.map { TableCell($0.title, isBold: true) }
        return ([header] + table.rows).map { row in
            let lines = zip(row, widths).map { cell, width in
                measure.lineCount(
                    cell.text, size: size, isBold: cell.isBold,
                    width: Double(width) / emuPerPoint - 2 * Self.padding.horizontal)
            }
            return Double(lines.max() ?? 1) * size * 1.2 + 2 * Self.padding.vertical
        }
    }
}
