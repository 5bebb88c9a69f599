import Statistics

extension [PeriodTally] {
    /// How the values of a metric vary by luck from period to period.
    ///
    /// Shares of renewals and accounts are counts. The variance of a ratio of amounts is
    /// `v = Σ (y - r x)² / Σ x²` with `r = Σ y / Σ x` over all events of the periods; that of NPS is
    /// `100² (p + q - (p - q)²)` with the pooled shares p of promoters and q of detractors.
    ///
    /// Source: `Documentation/methods.md`, 10.
    func spread(of metric: TrendMetric) -> ZChartSpread {
        switch metric {
        case .grossRenewalRate:
            .variance { varianceOfRatio(at: $0) { Swift.min($0, $1) } }
        case .netRenewalRate:
            .variance { varianceOfRatio(at: $0) { $1 } }
        case .nps: .variance(varianceOfPromoters)
        default: .binomial
        }
    }

    /// The variance of what `kept` leaves of the amounts before and after.
    private func varianceOfRatio(
        at positions: [Int], kept: (Double, Double) -> Double
    ) -> Double {
        let pairs = positions.map { self[$0].pairs }
        var (before, after, squares) = (0.0, 0.0, 0.0)
        for pair in pairs {
            for (x, y) in zip(pair.before, pair.after) {
                before += x
                after += kept(x, y)
                squares += x * x
            }
        }
        let ratio = after / before
        var residuals = 0.0
        for pair in pairs {
            for (x, y) in zip(pair.before, pair.after) {
                let residual = kept(x, y) - ratio * x
                residuals += residual * residual
            }
        }
        return residuals / squares
    }

    private func varianceOfPromoters(at positions: [Int]) -> Double {
        let periods = positions.map { self[$0] }
        let answers = Double(periods.reduce(0) { $0 + $1.answers })
        let promoters = Double(periods.reduce(0) { $0 + $1.promoters }) / answers
        let detractors = Double(periods.reduce(0) { $0 + $1.detractors }) / answers
        let balance = promoters - detractors
        return 10_000 * (promoters + detractors - balance * balance)
    }
}
