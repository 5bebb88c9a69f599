import ReviewCharts

extension DeckAudience {
    /// The charts of the deck in order, without the walk and those about the health model.
    var charts: [ReviewChart] {
        switch self {
        case .board: [.renewalRate, .revenueRetention, .nps, .expansionPipeline, .tierMix]
        case .vp:
            [
                .renewalRate, .revenueRetention, .nps, .expansionPipeline, .tierMix, .expectation,
                .funnel, .scorecards, .overrideOutcomes, .overrideExpected, .overrideValue,
                .overrideVolume, .signals, .signalSplit, .scoreReliability,
            ]
        }
    }

    /// The charts that the owner of the health model asks for, at the end of the deck.
    var modelCharts: [ReviewChart] {
        switch self {
        case .board: []
        case .vp: [.overrideSegments, .reliability, .weights, .modelROC]
        }
    }
}

extension ReviewChart {
    /// What the chart shows and how to read it, for the speaker.
    var definition: String {
        switch self {
        case .renewalRate:
            "Renewal rate: contracts renewed, of those settled, by the month or quarter in which "
                + "they were due. The band is what is usual for so many contracts; a dot inside it "
                + "differs from the average by no more than usual. Hollow dots are not settled yet."
        case .revenueRetention:
            "Net renewal rate: revenue after renewal, growth included, of the revenue before. Gross "
                + "leaves growth out, so the gap between the lines is growth at renewal."
        case .arrWalk:
            "Annual recurring revenue on the day before the window, the steps month by month and "
                + "added up, and annual recurring revenue on the last day. Steps are gross: an "
                + "account that shrinks and grows again is in two of them."
        case .scorecards:
            "The rates of every CSM with their 95 % intervals, by name and not ranked. Portfolios "
                + "differ, so two CSMs are not compared here."
        case .funnel:
            "Renewals observed over expected, by the number expected. The bands are what luck alone "
                + "gives; few renewals give a wide one."
        case .expectation:
            "Renewals more or fewer than an average team would have had with the same accounts. "
                + "The bar is the range that luck alone gives. A dot outside is worth a "
                + "conversation, not a verdict."
        case .tierMix:
            "Accounts by the tier of their health score on the last day of each month, of those "
                + "with a known score."
        case .expansionPipeline:
            "Opportunities created in the window, added up month by month, whether won, lost or "
                + "still open."
        case .nps:
            "Net promoter score: share of promoters minus share of detractors, −100 to +100. The "
                + "band is what is usual for so many answers."
        case .overrideOutcomes:
            "An override is a CSM's own tier for an account, in place of the score's. Each band "
                + "leads from what CSMs said to how the renewal ended."
        case .overrideExpected:
            "Overridden accounts that churned, beside the 95 % range of what their scores implied, "
                + "by the month in which the outcome was known."
        case .overrideSegments:
            "The share of overridden accounts that churned less that of similar accounts without "
                + "an override, by part of the portfolio."
        case .reliability:
            "Forecast churn beside actual churn. On the diagonal, forecasts come true."
        case .overrideValue:
            "The mean squared error of the score's forecasts less that of forecasts which use "
                + "overrides. On the right, overrides improve the forecast."
        case .overrideVolume:
            "Overrides logged a month, and the share of those due for re-evaluation that were not "
                + "reviewed."
        case .signals:
            "How often the account that renewed had the better value, of pairs of a renewed and a "
                + "churned one. 50 % is luck."
        case .weights:
            "The weight of each component of the health score today, and the one that past renewals "
                + "support with its 95 % range."
        case .scoreReliability:
            "The share of accounts that renewed, by band of the score before the due date."
        case .signalSplit:
            "The values of the strongest signals before the due date, for accounts that churned and "
                + "for those that renewed."
        case .modelROC:
            "How the score and the proposals rank renewals that no weights were fitted to. The "
                + "larger the area below a curve, the better."
        }
    }

    /// What its main series is, as a label behind a line.
    var seriesName: String {
        switch self {
        case .nps: "NPS"
        default: "renewal rate"
        }
    }
}
