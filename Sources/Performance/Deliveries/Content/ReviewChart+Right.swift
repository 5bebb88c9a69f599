package import Access
package import ReviewCharts

extension ReviewChart {
    /// The right needed to see it.
    package var right: Right {
        switch self {
        case .scorecards, .funnel, .expectation: .everybody
        case .overrideOutcomes, .overrideExpected, .overrideSegments, .reliability, .overrideValue,
            .overrideVolume, .signals, .weights, .scoreReliability, .signalSplit, .modelROC:
            .auditCharts
        case .renewalRate, .revenueRetention, .arrWalk, .tierMix, .expansionPipeline, .nps: .charts
        }
    }
}
