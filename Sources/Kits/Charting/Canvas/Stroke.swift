import Glibc

/// The outlines of a line `width` pixels wide: a rectangle for each segment and a disc at each
/// corner.
///
/// With `roundEnds`, the two ends get a disc as well.
func strokeOutlines(_ points: [Point], width: Double, roundEnds: Bool = false) -> [[Point]] {
    var outlines: [[Point]] = []
    for (start, end) in zip(points, points.dropFirst()) {
        let length = hypot(end.x - start.x, end.y - start.y)
        guard length > 0 else { continue }
        let across = Point(
            -(end.y - start.y) / length * width / 2, (end.x - start.x) / length * width / 2)
        // The corners run in the same direction as those of a disc.
        outlines.append([
            Point(start.x - across.x, start.y - across.y),
            Point(end.x - across.x, end.y - across.y),
            Point(end.x + across.x, end.y + across.y),
            Point(start.x + across.x, start.y + across.y),
        ])
    }
    let corners = roundEnds ? points[...] : points.dropFirst().dropLast()
    return outlines + corners.map { discOutline($0, radius: width / 2) }
}

/// A disc as a polygon with enough corners to look round.
func discOutline(_ center: Point, radius: Double) -> [Point] {
    let corners = max(12, Int(radius.squareRoot() * 12))
    return (0..<corners).map { index in
        let angle = 2 * Double.pi * Double(index) / Double(corners)
        return Point(center.x + radius * cos(angle), center.y + radius * sin(angle))
    }
}

/// The dashes of a line through points. Each dash is itself a list of points.
func dashes(along points: [Point], dash: Double, gap: Double) -> [[Point]] {
    guard let first = points.first, dash > 0, gap > 0 else { return [points] }
    var pieces: [[Point]] = []
    var piece = [first]
    var isDrawing = true
    var left = dash
    for (start, end) in zip(points, points.dropFirst()) {
        let length = hypot(end.x - start.x, end.y - start.y)
        var done = 0.0
        while length - done > left {
            done += left
            let share = done / length
            let point = Point(
                start.x + (end.x - start.x) * share, start.y + (end.y - start.y) * share)
            if isDrawing {
                pieces.append(piece + [point])
            }
            piece = [point]
            isDrawing.toggle()
            left = isDrawing ? dash : gap
        }
        left -= length - done
        if isDrawing { piece.append(end) }
    }
    if isDrawing, piece.count > 1 { pieces.append(piece) }
    return pieces
}
