extension SmallMultiples {
    /// Lays the chart out.
    public func draw(on canvas: inout Canvas) {
        var trial = canvas
        let fitting = MultiplesLayout(of: self, in: trial.frame(text).plot, on: trial)
        let frame = canvas.frame(text, notes: notes(fitting))
        guard !panels.isEmpty else {
            canvas.sayNothingToShow(in: frame.plot, missingWords)
            return
        }
        let layout = MultiplesLayout(of: self, in: frame.plot, on: canvas)
        for index in layout.panels.indices {
            drawWords(index, layout, on: &canvas)
            drawPlot(index, layout, on: &canvas)
        }
    }

    private func notes(_ layout: MultiplesLayout) -> [String] {
        let left = panels.count - layout.panels.count
        let more = left > 0 ? ["\(left) more, see \(allPanels)"] : []
        guard sharesHeights, let axis = layout.axes.first else { return more }
        return more + axis.notes
    }

    private func drawWords(_ index: Int, _ layout: MultiplesLayout, on canvas: inout Canvas) {
        let (panel, plot) = (layout.panels[index], layout.plots[index])
        let colors = canvas.colors
        var baseline = layout.tops[index] + layout.heading.ascent
        canvas.place(
            layout.labels[index], x: plot.left, baseline: baseline, style: layout.heading,
            colors.ink)
        baseline += layout.heading.size * 0.1
        if !panel.remark.isEmpty {
            baseline += layout.line
            let style = panel.isFinding ? canvas.style(.semibold, 22) : canvas.label
            canvas.place(
                canvas.fitted(panel.remark, within: plot.width, style), x: plot.left,
                baseline: baseline, style: style,
                panel.isFinding ? panel.findingColor(colors) : colors.grey)
        }
        for line in canvas.captionLines(of: panel, within: plot.width) {
            baseline += layout.line
            var x = plot.left
            for series in line {
                x = canvas.draw(caption: series, x: x, baseline: baseline, end: plot.right)
            }
        }
    }

    private func drawPlot(_ index: Int, _ layout: MultiplesLayout, on canvas: inout Canvas) {
        let (panel, plot, axis) = (layout.panels[index], layout.plots[index], layout.axes[index])
        guard plot.height > canvas.label.size else { return }
        let y = LinearScale(domain: axis.ticks.range, from: plot.bottom, to: plot.top)
        guard !panel.series.isEmpty else {
            canvas.sayNothingToShow(in: plot, panel.missingWords)
            return
        }
        if !sharesHeights || layout.isFirst(index) {
            if let reference {
                canvas.place(
                    axis.text(reference), x: plot.left - canvas.axisGap, middle: y(reference),
                    .end, style: canvas.label, canvas.colors.ink)
            }
            canvas.draw(axis, in: plot, scale: y)
        } else {
            for (place, tick) in axis.ticks.values.enumerated() {
                canvas.horizontal(
                    y: y(tick), from: plot.left, to: plot.right,
                    place == 0 ? canvas.colors.baseline : canvas.colors.grid,
                    thickness: canvas.hairline())
            }
        }
        let showsNumbers = !layout.sharesAcross || layout.isLowest(index)
        let x = canvas.draw(panel.across, below: plot, showsWords: showsNumbers)
        if let reference {
            canvas.horizontal(
                y: y(reference), from: plot.left, to: plot.right, canvas.colors.ink,
                thickness: canvas.hairline(2))
        }
        for series in panel.series { canvas.draw(series, x: x, y: y) }
    }
}

extension SmallMultiples.Panel {
    /// The colour of a finding: that of the loudest series.
    fileprivate func findingColor(_ colors: Colors) -> RGB {
        series.contains { $0.tone == .emphasised } ? colors.emphasisText : colors.lineText
    }
}
