/// A picture of plain values that can draw itself at any size and in any theme.
///
/// Drawing only lays out a ``Scene`` of shapes and placed texts; `renderPNG` turns it into pixels.
public protocol Chart: Sendable {
    /// The words round the picture.
    var text: ChartText { get }

    /// Lays the picture out on a canvas.
    func draw(on canvas: inout Canvas)
}
