/// A rectangle of a slide, in English Metric Units: 914,400 to the inch, 12,700 to the point.
struct Frame: Sendable, Equatable {
    var x: Int
    var y: Int
    var width: Int
    var height: Int

    var right: Int { x + width }
    var bottom: Int { y + height }

    /// The size in points.
    var points: (width: Double, height: Double) {
        (Double(width) / emuPerPoint, Double(height) / emuPerPoint)
    }

    /// The frame without a strip at its top.
    func droppingTop(_ height: Int) -> Frame {
        Frame(x: x, y: y + height, width: width, height: self.height - height)
    }

    /// The frame without a strip at its bottom.
    func droppingBottom(_ height: Int) -> Frame {
        Frame(x: x, y: y, width: width, height: self.height - height)
    }

    /// Whether two frames share more than an edge.
    func overlaps(_ other: Frame) -> Bool {
        x < other.right && other.x < right && y < other.bottom && other.y < bottom
    }
}

/// English Metric Units in a point.
let emuPerPoint = 12_700.0
/// English Metric Units in an inch.
let emuPerInch = 914_400.0

/// Inches as English Metric Units.
func inches(_ count: Double) -> Int { Int((count * emuPerInch).rounded()) }
/// Points as English Metric Units.
func points(_ count: Double) -> Int { Int((count * emuPerPoint).rounded()) }
