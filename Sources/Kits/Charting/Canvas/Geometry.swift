/// A point on the canvas, in pixels from the top left corner; y points down.
package struct Point: Sendable, Hashable {
    package var x: Double
    package var y: Double

    package init(_ x: Double, _ y: Double) {
        self.x = x
        self.y = y
    }
}

/// A rectangle on the canvas, in pixels; `right >= left` and `bottom >= top`.
package struct Rect: Sendable, Hashable, BitwiseCopyable {
    package var left: Double
    package var top: Double
    package var right: Double
    package var bottom: Double

    package init(left: Double, top: Double, right: Double, bottom: Double) {
        self.left = left
        self.top = top
        self.right = max(left, right)
        self.bottom = max(top, bottom)
    }

    package var width: Double { right - left }
    package var height: Double { bottom - top }
    package var middle: Point { Point((left + right) / 2, (top + bottom) / 2) }

    /// Whether the two share an area. Touching edges do not count.
    package func overlaps(_ other: Rect) -> Bool {
        left < other.right && other.left < right && top < other.bottom && other.top < bottom
    }

    /// Whether `other` lies completely inside; shared edges are allowed.
    package func contains(_ other: Rect) -> Bool {
        left <= other.left && other.right <= right && top <= other.top && other.bottom <= bottom
    }
}
