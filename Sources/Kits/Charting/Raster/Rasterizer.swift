import Glibc

/// Fills outlines with exact anti-aliasing: each pixel is blended by the share of it that is
/// covered.
///
/// Each edge adds the signed area to its right to the pixels that it crosses. The running sum along
/// a row is then the coverage of each pixel. Rows are processed in bands to limit memory.
///
/// Source: R. Levien, "Inside the fastest font renderer in the world", font-rs.
struct Rasterizer {
    private static let bandRows = 128
    private var areas: [Float] = []

    /// Fills outlines that all run in the same direction. Where they overlap they form one shape.
    mutating func fill(_ outlines: [[Point]], _ color: RGB, on bitmap: borrowing Bitmap) {
        var (left, top) = (Double.infinity, Double.infinity)
        var (right, bottom) = (-Double.infinity, -Double.infinity)
        for point in outlines.joined() {
            (left, right) = (min(left, point.x), max(right, point.x))
            (top, bottom) = (min(top, point.y), max(bottom, point.y))
        }
        let columns = Rasterizer.pixels(left, right, limit: bitmap.width)
        let rows = Rasterizer.pixels(top, bottom, limit: bitmap.height)
        guard !columns.isEmpty, !rows.isEmpty else { return }
        for start in stride(from: rows.lowerBound, to: rows.upperBound, by: Rasterizer.bandRows) {
            let band = start..<min(start + Rasterizer.bandRows, rows.upperBound)
            fill(outlines, color, columns: columns, rows: band, on: bitmap)
        }
    }

    private static func pixels(_ from: Double, _ to: Double, limit: Int) -> Range<Int> {
        guard from.isFinite, to.isFinite, from < to else { return 0..<0 }
        let low = min(max(from.rounded(.down), 0), Double(limit))
        let high = min(max(to.rounded(.up), 0), Double(limit))
        return Int(low)..<Int(high)
    }

    private mutating func fill(
        _ outlines: [[Point]], _ color: RGB, columns: Range<Int>, rows: Range<Int>,
        on bitmap: borrowing Bitmap
    ) {
        // Edges at the right end write up to two columns past the last one.
        let stride = columns.count + 2
        let needed = stride * rows.count
        if areas.count < needed { areas = [Float](repeating: 0, count: needed) }
        areas.withUnsafeMutableBufferPointer { areas in
            areas[..<needed].update(repeating: 0)
            let band = Band(
                areas: areas, stride: stride, rows: rows.count, left: Double(columns.lowerBound),
                top: Double(rows.lowerBound))
            for outline in outlines {
                guard var from = outline.last else { continue }
                for to in outline {
                    band.add(from, to)
                    from = to
                }
            }
            let paint = color.packed
            for row in 0..<rows.count {
                let pixels = bitmap.row(rows.lowerBound + row)
                let line = row * stride
                var sum: Float = 0
                for column in 0..<columns.count {
                    sum += areas[line + column]
                    let covered = abs(sum)
                    guard covered > 0.002 else { continue }
                    let alpha = Int32(min(covered, 1) * 256 + 0.5)
                    let x = columns.lowerBound + column
                    pixels[x] = alpha == 256 ? paint : blended(paint, over: pixels[x], alpha: alpha)
                }
            }
        }
    }
}

/// The signed areas of one band of rows.
private struct Band {
    let areas: UnsafeMutableBufferPointer<Float>
    let stride: Int
    let rows: Int
    let left: Double
    let top: Double

    /// Adds the signed area of one edge, row by row.
    func add(_ start: Point, _ end: Point) {
        guard start.y != end.y else { return }
        let (upper, lower) = start.y < end.y ? (start, end) : (end, start)
        let direction: Double = start.y < end.y ? 1 : -1
        let slope = (lower.x - upper.x) / (lower.y - upper.y)
        let from = max(upper.y - top, 0)
        let to = min(lower.y - top, Double(rows))
        guard from < to else { return }
        let limit = Double(stride - 2)
        var x = upper.x - left + (from - (upper.y - top)) * slope
        for row in Int(from)..<Int(to.rounded(.up)) {
            let height = min(Double(row + 1), to) - max(Double(row), from)
            let next = x + slope * height
            let low = min(max(min(x, next), 0), limit)
            let high = min(max(max(x, next), 0), limit)
            spread(row * stride, low, high, height * direction)
            x = next
        }
    }

    /// Distributes one row of an edge, from x `low` to x `high`, over the pixels that it crosses.
    private func spread(_ line: Int, _ low: Double, _ high: Double, _ height: Double) {
        let first = Int(low)
        let end = Int(high.rounded(.up))
        if end <= first + 1 {
            let right = height * ((low + high) / 2 - Double(first))
            areas[line + first] += Float(height - right)
            areas[line + first + 1] += Float(right)
            return
        }
        // Within each pixel the edge cuts off a trapezium. `before` is the part of the area that is
        // carried over to the next pixel.
        let perPixel = height / (high - low)
        var before = 0.0
        for pixel in first..<end {
            let enter = max(low, Double(pixel))
            let leave = min(high, Double(pixel + 1))
            let piece = perPixel * (leave - enter)
            let right = piece * ((enter + leave) / 2 - Double(pixel))
            areas[line + pixel] += Float(before + piece - right)
            before = right
        }
        areas[line + end] += Float(before)
    }
}
