/// Where the axes of a chart over categories are.
struct CategoryFrame {
    let plot: PlotFrame
    /// The top of the value axis's title.
    let titleTop: Double
    /// Every how many categories have their name below.
    let labelStep: Int
    /// The gap between the columns of two categories, as a share of a column's width.
    let gapWidth: Double
    private let count: Int
    private let scale: AxisScale

    /// Makes room for the names of categories, the numbers of the axis and what stands at the right.
    init(
        _ plot: CategoryPlot, _ scale: AxisScale, labelWidth: Double, hasLegend: Bool,
        hasTopLabels: Bool, _ stage: ChartStage
    ) {
        count = max(1, plot.categories.count)
        self.scale = scale
        gapWidth = plot.arrangement == .clustered ? 0.6 : 0.5
        let ticks = scale.ticks.map { stage.width(plot.valueAxis.format.text($0)) }
        let left = (ticks.max() ?? 0) + 10
        var top = stage.lineHeight / 2
        titleTop = hasLegend ? stage.lineHeight + 6 : 0
        if hasLegend { top += stage.lineHeight + 6 }
        if plot.valueAxis.title?.isEmpty == false { top += stage.lineHeight + 2 }
        if hasTopLabels { top += stage.lineHeight / 2 }
        // Without columns, the last point stands half a category left of the edge.
        var right = max(left + 40, stage.size.width - 4)
        if labelWidth > 0 {
            let width = right - left
            let slot = (width - labelWidth) / Double(count)
            let free = plot.columns.isEmpty ? min(slot / 2, 40) : 0
            right = max(left + width * 0.5, right - max(0, labelWidth + 10 - free))
        }
        let names = CategoryNames(
            plot.categories, slot: (right - left) / Double(count), stage: stage)
        labelStep = names.step
        var bottom = stage.size.height - 8 - Double(names.lines) * stage.lineHeight
        if plot.categoryTitle?.isEmpty == false { bottom -= stage.lineHeight + 6 }
        self.plot = PlotFrame(
            left: left, top: top, right: right, bottom: max(top + 30, bottom))
    }

    /// The width of a category.
    var slot: Double { plot.width / Double(count) }
    /// Half the width of all columns of a category.
    var halfColumns: Double { slot / (1 + gapWidth) / 2 }

    /// The middle of a category.
    func x(_ index: Int) -> Double { plot.left + (Double(index) + 0.5) * slot }

    /// The height of a value, from the top of the chart.
    func y(_ value: Double) -> Double { plot.bottom - scale.share(value) * plot.height }
}

/// How the names of categories fit below the axis.
struct CategoryNames {
    /// Every how many categories have a name.
    let step: Int
    /// Lines of the longest name.
    let lines: Int

    /// One line or up to three; where that is not enough, some names are left out.
    init(_ names: [String], slot: Double, stage: ChartStage) {
        let room = slot - 10
        let words = names.flatMap { $0.split(separator: " ") }.map { stage.width(String($0)) }
        if (words.max() ?? 0) <= room {
            let lines =
                names.map {
                    stage.measure.lineCount($0, size: stage.textSize, width: room)
                }.max() ?? 1
            if lines <= 3 {
                step = 1
                self.lines = lines
                return
            }
        }
        let widest = names.map { stage.width($0) }.max() ?? 0
        step = max(1, Int(((widest + 10) / max(1, slot)).rounded(.up)))
        lines = 1
    }
}
