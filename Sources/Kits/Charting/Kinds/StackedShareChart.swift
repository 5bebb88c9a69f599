import Formats

/// The monthly mix of three tiers. Each month is a column of shares that sum to 1.
public struct StackedShareChart: Chart {
    /// The mix of one month.
    public struct Shares: Sendable, Hashable {
        /// The share in the green tier, 0 to 1.
        public var green: Double
        /// The share in the amber tier, 0 to 1.
        public var amber: Double
        /// The share in the red tier, 0 to 1.
        public var red: Double

        /// The mix of one month.
        public init(green: Double, amber: Double, red: Double) {
            self.green = green
            self.amber = amber
            self.red = red
        }
    }

    /// The title, subtitle and footer.
    public var text: ChartText
    /// The months, oldest first: "Nov 24".
    public var months: [String]
    /// One mix per month; nil leaves the month empty.
    public var shares: [Shares?]
    /// Remarks on months.
    public var notes: [MonthNote]

    /// Creates a chart of shares. `shares` may be shorter than `months`. A mix with a negative
    /// share or without a positive sum counts as nil.
    public init(
        text: ChartText, months: [String], shares: [Shares?], notes: [MonthNote] = []
    ) {
        self.notes = notes
        self.text = text
        self.months = months
        self.shares = shares.prefix(months.count).map { shares in
            shares.flatMap { one in
                let parts = [one.green, one.amber, one.red]
                let sum = parts.reduce(0, +)
                return sum.isFinite && sum > 0 && parts.allSatisfy { $0 >= 0 } ? one : nil
            }
        }
    }
}

extension StackedShareChart {
    /// One tier of a column.
    private struct Layer {
        let name: String
        let color: RGB
        let from: Double
        let to: Double
    }

    /// The tiers from the bottom up. Red is on the baseline, where heights are easiest to compare.
    private func layers(_ shares: Shares, _ colors: Colors) -> [Layer] {
        let sum = shares.green + shares.amber + shares.red
        let red = shares.red / sum
        let amber = shares.amber / sum
        return [
            Layer(name: "red", color: colors.red, from: 0, to: red),
            Layer(name: "amber", color: colors.amber, from: red, to: red + amber),
            Layer(name: "green", color: colors.green, from: red + amber, to: 1),
        ]
    }

    /// Lays the chart out.
    public func draw(on canvas: inout Canvas) {
        let ticks = Ticks(
            covering: 0...1, count: min(canvas.stepCount, 4), within: 0...1, shownTimes: 100)
        let axis = ValueAxis(ticks: ticks, format: .percent(decimals: 0))
        let frame = canvas.frame(text)
        let labels = endLabels(canvas) { _ in 0 }
        var plot = canvas.plot(in: frame, axis: axis, labelRoom: canvas.room(for: labels))
        if !notes.isEmpty { plot.top = min(plot.top + canvas.noteRoom, plot.bottom) }
        let y = LinearScale(domain: 0...1, from: plot.bottom, to: plot.top)
        let monthAxis = MonthAxis(labels: months, plot: plot)
        if labels.isEmpty {
            canvas.sayNothingToShow(in: plot)
        } else {
            canvas.draw(axis, in: plot, scale: y)
        }
        let seam = canvas.hairline(2)
        for (index, month) in shares.enumerated() {
            guard let month else { continue }
            let half = min(max(monthAxis.step * 0.42, 0.5), 90 * canvas.scale)
            for layer in layers(month, canvas.colors) {
                // A border in the background colour separates tiers without relying on hue.
                let bottom = layer.from > 0 ? y(layer.from) - seam : y(0)
                guard y(layer.to) < bottom else { continue }
                canvas.fill(
                    Rect(
                        left: monthAxis(index) - half, top: y(layer.to),
                        right: monthAxis(index) + half, bottom: bottom), layer.color)
            }
        }
        canvas.place(endLabels(canvas, at: y.callAsFunction), rightOf: plot)
        canvas.draw(notes, in: plot, monthAxis)
        canvas.draw(monthAxis)
    }

    /// Labels with the name and share of each tier in the last month, beside its part of the
    /// column.
    private func endLabels(_ canvas: Canvas, at y: (Double) -> Double) -> [EndLabel] {
        guard let index = shares.lastIndex(where: { $0 != nil }), let last = shares[index] else {
            return []
        }
        return layers(last, canvas.colors).enumerated().map { rank, layer in
            let share = decimalText((layer.to - layer.from) * 100, decimals: 0) + " %"
            var name = layer.name
            if index < months.count - 1, rank == 2 { name += " in " + months[index] }
            let lines = [
                EndLabel.Line(share, canvas.valueLabel, canvas.colors.ink),
                EndLabel.Line(name, short: layer.name, canvas.label, canvas.colors.grey),
            ]
            return EndLabel(
                y: y((layer.from + layer.to) / 2), lines: lines, importance: 3 - rank,
                swatch: layer.color)
        }
    }
}
