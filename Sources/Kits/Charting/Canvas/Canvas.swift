import Glibc

/// The surface on which a chart is laid out: shapes in pixels and texts that never overlap.
public struct Canvas: Sendable {
    package private(set) var scene: Scene
    let colors: Colors
    let fonts: Fonts
    let theme: Theme
    /// Pixels of this canvas per pixel of the 1920x1080 reference.
    let scale: Double

    package init(size: ChartSize, theme: Theme, fonts: Fonts) {
        colors = theme.colors
        self.theme = theme
        self.fonts = fonts.of(theme.families)
        scale = min(Double(size.width) / 1920, Double(size.height) / 1080)
        scene = Scene(size: size, background: colors.background)
    }

    var width: Double { Double(scene.size.width) }
    var height: Double { Double(scene.size.height) }

    /// The thickness of a hairline or thin line that has `reference` pixels at 1920x1080. Always
    /// whole pixels, at least one.
    func hairline(_ reference: Double = 1.5) -> Double { max(1, (reference * scale).rounded()) }

    /// The thickness of a drawn line that has `reference` pixels at 1920x1080. At least 1.2 pixels,
    /// so that lines stay visible in small pictures.
    func stroke(_ reference: Double) -> Double { max(reference * lesserShrink, 1.2) }

    /// Text and marks shrink more slowly than the picture.
    private var lesserShrink: Double { scale < 1 ? pow(scale, 0.75) : scale }

    /// A text style for a size in pixels of the reference, where labels have 22. It grows with the
    /// theme's labels. The size in pixels is never below `least`, to stay readable.
    func style(
        _ weight: Weight, _ reference: Double, atLeast least: Double = 10.5, tabular: Bool = false
    ) -> TextStyle {
        exactStyle(weight, reference * theme.sizes.label / 22, atLeast: least, tabular: tabular)
    }

    /// A text style for a size in pixels of the reference that a theme names.
    func exactStyle(
        _ weight: Weight, _ reference: Double, atLeast least: Double = 10.5, tabular: Bool = false
    ) -> TextStyle {
        // Sizes are rounded to quarter pixels so that they repeat and cached glyphs can be reused.
        let size = (max(reference * lesserShrink, least) * 4).rounded() / 4
        return TextStyle(weight, size: size, tabular: tabular)
    }

    /// The style of axis numbers, months and names.
    var label: TextStyle { style(.regular, 22) }
    /// The style of the last value of a series.
    var valueLabel: TextStyle { exactStyle(.semibold, theme.sizes.value, atLeast: 12) }

    // MARK: Shapes

    /// Fills a rectangle. Its edges are rounded to whole pixels.
    mutating func fill(_ box: Rect, _ color: RGB) {
        let snapped = Rect(
            left: min(max(box.left.rounded(), 0), width),
            top: min(max(box.top.rounded(), 0), height),
            right: min(max(box.right.rounded(), 0), width),
            bottom: min(max(box.bottom.rounded(), 0), height))
        guard snapped.width > 0, snapped.height > 0 else { return }
        scene.shapes.append(.rectangle(snapped, color))
    }

    /// Draws a sharp horizontal line centred on `y`; dashed when `dash` is given.
    mutating func horizontal(
        y: Double, from left: Double, to right: Double, _ color: RGB, thickness: Double,
        dash: Double? = nil
    ) {
        let top = (y - thickness / 2).rounded()
        var start = left
        while start < right {
            let end = dash.map { min(start + $0, right) } ?? right
            fill(Rect(left: start, top: top, right: end, bottom: top + thickness), color)
            start = end + (dash ?? 0) * 0.75
            if dash == nil { return }
        }
    }

    /// Draws a sharp vertical line centred on `x`; dashed when `dash` is given.
    mutating func vertical(
        x: Double, from top: Double, to bottom: Double, _ color: RGB, thickness: Double,
        dash: Double? = nil
    ) {
        let left = (x - thickness / 2).rounded()
        var start = top
        while start < bottom {
            let end = dash.map { min(start + $0, bottom) } ?? bottom
            fill(Rect(left: left, top: start, right: left + thickness, bottom: end), color)
            start = end + (dash ?? 0) * 0.75
            if dash == nil { return }
        }
    }

    /// Draws a smooth line through at least two points; dashed when `dash` is given.
    mutating func line(
        _ points: [Point], _ color: RGB, thickness: Double, dash: Double? = nil,
        roundEnds: Bool = false
    ) {
        let pieces = dash.map { dashes(along: points, dash: $0, gap: $0 * 0.75) } ?? [points]
        let outlines = pieces.flatMap {
            strokeOutlines($0, width: thickness, roundEnds: roundEnds)
        }
        guard !outlines.isEmpty else { return }
        scene.shapes.append(.outlines(outlines, color))
    }

    /// Fills a closed outline.
    mutating func area(_ outline: [Point], _ color: RGB) {
        guard outline.count > 2 else { return }
        scene.shapes.append(.outlines([outline], color))
    }

    /// Draws discs of one colour.
    mutating func discs(_ centers: [Point], radius: Double, _ color: RGB) {
        guard !centers.isEmpty else { return }
        scene.shapes.append(.outlines(centers.map { discOutline($0, radius: radius) }, color))
    }

    /// Draws discs with an empty middle.
    mutating func rings(_ centers: [Point], radius: Double, thickness: Double, _ color: RGB) {
        discs(centers, radius: radius, color)
        discs(centers, radius: max(radius - thickness, 0.5), colors.background)
    }

    // MARK: Texts

    /// Which part of a text is at the given x.
    enum Anchor {
        case start
        case middle
        case end
    }

    /// Places a text, unless it would overlap one that was placed before.
    ///
    /// Place the most important texts first. A text that would leave the canvas sideways is moved
    /// in. `ground` is the colour behind the text; nil means the background colour.
    ///
    /// - Returns: Whether the text was placed.
    @discardableResult
    mutating func place(
        _ string: String, x: Double, baseline: Double, _ anchor: Anchor = .start,
        style: TextStyle, _ color: RGB, on ground: RGB? = nil
    ) -> Bool {
        let textWidth = fonts.width(of: string, style: style)
        guard textWidth > 0, textWidth <= width else { return false }
        let start =
            switch anchor {
            case .start: x
            case .middle: x - textWidth / 2
            case .end: x - textWidth
            }
        let text = PlacedText(
            string: string, style: style, color: color, ground: ground ?? colors.background,
            origin: Point(min(max(start, 0), width - textWidth), baseline.rounded()),
            width: textWidth)
        guard scene.bounds.contains(text.box), !isTaken(text.box) else { return false }
        scene.texts.append(text)
        return true
    }

    /// Places a text with its capitals centred on `y`. See `place(_:x:baseline:_:style:_:on:)`.
    ///
    /// - Returns: Whether the text was placed.
    @discardableResult
    mutating func place(
        _ string: String, x: Double, middle y: Double, _ anchor: Anchor = .start,
        style: TextStyle, _ color: RGB, on ground: RGB? = nil
    ) -> Bool {
        place(
            string, x: x, baseline: y + style.capHeight / 2, anchor, style: style, color, on: ground
        )
    }

    private func isTaken(_ box: Rect) -> Bool {
        scene.texts.contains { $0.box.overlaps(box) } || scene.logo?.box.overlaps(box) == true
    }

    /// Places the theme's logo in the lower right corner and returns its box; nil without a logo.
    ///
    /// It is as high as the footer and the space around it, so that it takes nothing from the plot.
    mutating func placeLogo() -> Rect? {
        guard let logo = theme.logo else { return nil }
        let shape = Double(logo.width) / Double(logo.height)
        let height = min(max(40 * scale, 14), width * 0.16 / shape)
        let right = (width - max(margin, edge)).rounded()
        let bottom = (self.height - max(28 * scale, 4)).rounded()
        let box = Rect(
            left: right - max((height * shape).rounded(), 1),
            top: bottom - max(height.rounded(), 1), right: right, bottom: bottom)
        guard scene.bounds.contains(box) else { return nil }
        scene.logo = PlacedLogo(logo: logo, box: box)
        return box
    }

    /// The width of a text in pixels.
    package func width(of text: String, _ style: TextStyle) -> Double {
        fonts.width(of: text, style: style)
    }
}
