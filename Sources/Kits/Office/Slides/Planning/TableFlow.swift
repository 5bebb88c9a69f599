/// Fits the rows of a table into a frame.
struct TableFlow {
    let measure: TextMeasure
    let frame: Frame

    /// Points around the text of a cell.
    static let padding = (horizontal: 9.0, vertical: 4.5)
    /// The height of a line beside the size of its text. Fonts that stand in for a template's own are
    /// often higher than 1.2.
    static let lineHeight = 1.35

    /// Sets as many rows as fit, and returns the others.
    ///
    /// Text is set in 14 points, or in 12 where that lets all rows fit or where a table is parted; in
    /// 10 only where a word would be broken otherwise.
    func fit(_ table: SlideTable) -> (placed: PlacedTable, rest: [[TableCell]]) {
        let room = Double(frame.height) / emuPerPoint
        let whole = [14.0, 12, 10].filter { words(of: table, $0).reduce(0, +) <= width }
        for size in whole where size == 14 {
            let widths = widths(of: table, size)
            let heights = heights(of: table, widths, size)
            if heights.reduce(0, +) <= room { return part(table, widths, heights, size, room) }
        }
        let size = whole.first { $0 <= 12 } ?? 10
        let widths = widths(of: table, size)
        return part(table, widths, heights(of: table, widths, size), size, room)
    }

    /// The room in points.
    private var width: Double { Double(frame.width) / emuPerPoint }

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

    /// The widths by weight, but none below the longest word of its column where that is possible.
    private func widths(of table: SlideTable, _ size: Double) -> [Int] {
        let weights = table.columns.map { $0.weight.isFinite ? max(0.1, $0.weight) : 1 }
        let least = words(of: table, size)
        let sum = least.reduce(0, +)
        guard sum < width else { return least.map { points($0 * width / sum) } }
        var widths = weights.map { width * $0 / weights.reduce(0, +) }
        // Columns that lack room take it from the others, each by what it has to spare.
        let lacking = zip(widths, least).map { max(0, $1 - $0) }
        let spare = zip(widths, least).map { max(0, $0 - $1) }
        let share = lacking.reduce(0, +) / max(spare.reduce(0, +), 1e-9)
        for index in widths.indices {
            widths[index] += lacking[index] - spare[index] * min(1, share)
        }
        return widths.map { points($0) }
    }

    /// The width of the longest word of each column, with the space around it.
    private func words(of table: SlideTable, _ size: Double) -> [Double] {
        table.columns.indices.map { index in
            let header = TableCell(table.columns[index].title, isBold: true)
            let widths = ([header] + table.rows.map { $0[index] }).flatMap { cell in
                cell.text.split(whereSeparator: \.isWhitespace).map {
                    measure.width(String($0), size: size, isBold: cell.isBold)
                }
            }
            // A word longer than a third of the table may be broken.
            return min(widths.max() ?? 0, width / 3) + 2 * Self.padding.horizontal + 1
        }
    }

    private func heights(of table: SlideTable, _ widths: [Int], _ size: Double) -> [Double] {
        let header = table.columns.map { TableCell($0.title, isBold: true) }
        return ([header] + table.rows).map { row in
            let lines = zip(row, widths).map { cell, width in
                measure.lineCount(
                    cell.text, size: size, isBold: cell.isBold,
                    width: Double(width) / emuPerPoint - 2 * Self.padding.horizontal)
            }
            return Double(lines.max() ?? 1) * size * Self.lineHeight + 2 * Self.padding.vertical
        }
    }
}
