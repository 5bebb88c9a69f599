import Attribution
import Calendar
package import Formats
public import Review
import Domain
public import OverrideAudit
import Scorecards
import Statistics

extension MonthlyReview {
    /// The override audit alone, as `review.json` has it.
    public func auditJSON() -> [UInt8] { auditContent().document }

    /// One of the audit's episodes, as `review.json` has it.
    public func episodeJSON(_ episode: Episode) -> [UInt8] {
        content(of: episode).document
    }

    /// The override audit.
    package func auditContent(withEpisodes: Bool = true) -> JSON {
        let names = attributed.portfolio.csms.map(\.id.text)
        let counts =
            [("overrides", audit.overrides.count)]
            + [.eligible, .tooLate, .tooEarly, .noRenewal, .affirm, .unknownTier].map {
                ($0.rawValue, audit.count(of: $0))
            }
            + [
                ("episodes", audit.episodes.count), ("pending", audit.count(of: .pending)),
                ("overdue", audit.count(of: .overdue)),
                ("matured", audit.count(of: .renewed) + audit.count(of: .churned)),
                ("withdrawn_after_outcome", audit.withdrawnAfterOutcome),
            ]
        // Sorted by these names, so that the order does not tell whose pseudonym one is.
        let csms = audit.csms.sorted { names[$0.csm].precedesByBytes(names[$1.csm]) }
        return [
            "counts": .object(counts.map { ($0.0, .count($0.1)) }),
            "directions": .object(
                audit.directions.map { ($0.direction.rawValue, $0.json($0.sentence)) }),
            "episodes": .list(withEpisodes ? audit.episodes.count : 0) {
                content(of: audit.episodes[$0])
            },
            "by_csm": .list(csms.count) { index in
                .object(
                    [("csm_id", .text(names[csms[index].csm]))]
                        + csms[index].figures.map { ($0.direction.rawValue, $0.json($0.sentence)) }
                )
            },
            "segments": segmentsContent(),
            "override_worth": .object(audit.worth.map { ($0.direction.rawValue, $0.json) }),
            "value_added": audit.valueAdded.json,
            "worth": .array(audit.pastChurn.map(\.json)),
            "behaviour": .array(
                BehaviourKind.allCases.flatMap { kind in
                    audit.behaviour.filter { $0.kind == kind }
                        .sorted { names[$0.csm].precedesByBytes(names[$1.csm]) }
                        .map { json(of: $0, naming: names) }
                }),
            "sentence": .text(audit.sentence),
        ]
    }

    /// The parts of the portfolio, or those of one dimension.
    package func segmentsContent(only dimension: Dimension? = nil) -> JSON {
        .array(
            audit.segments.filter { dimension == nil || $0.dimension == dimension }.map(\.json))
    }

    private func json(of finding: BehaviourFinding, naming names: [String]) -> JSON {
        [
            "kind": .text(finding.kind.rawValue),
            "csm_id": .text(names[finding.csm]),
            "observed": .count(finding.observed), "expected": .optional(finding.expected),
            "p": .optional(finding.p), "adjusted_p": .optional(finding.adjustedP),
            "sentence": .text(finding.sentence),
        ]
    }

    /// An episode; `name` is what its CSM is called, by default the identifier.
    package func content(of episode: Episode, csm name: String? = nil) -> JSON {
        let portfolio = attributed.portfolio
        return [
            "episode_id": .text(episode.id),
            "override_ids": .array(episode.overrides.map { .text(portfolio.overrides[$0].id) }),
            "account_id": .text(portfolio.accounts[episode.account].id.text),
            "csm_id": .text(name ?? portfolio.csms[episode.csm].id.text),
            "direction": .text(episode.direction.rawValue),
            "index_date": .text(episode.indexDay.description),
            "model_tier": .text(episode.modelTier.word),
            "model_score": .optional(episode.modelScore?.points),
            "asserted_tier": .text(episode.asserted.word),
            "reason": .optional(episode.reason),
            "lead_days": .count(episode.lead),
            "renewal_id": .text(portfolio.renewals[episode.renewal].id),
            "due_date": .text(episode.due.description),
            "state": .text(episode.state.rawValue),
            "verdict": .optional(episode.verdict?.rawValue),
            "counted": .bool(episode.isCounted),
            "score_churn_probability": .optional(episode.churnProbability),
            "arr": .optional(episode.arr),
        ]
    }
}

extension AuditFigures {
    fileprivate func json(_ sentence: String) -> JSON {
        [
            "matured": .count(matured),
            "observed": .count(observed),
            "expected": .optional(implied?.expected),
            "range": implied.map {
                [.count($0.range.lowerBound), .count($0.range.upperBound)]
            } ?? .null,
            "p_chance": .optional(implied?.p),
            "unscored": .count(unscored),
            "matched": matched?.json ?? .null,
            "arr": .object(arr.map { ($0.verdict.rawValue, .number($0.sum)) }),
            "verdict": .optional(verdict?.rawValue),
            "reason": .optional(reason?.rawValue),
            "sentence": .text(sentence),
        ]
    }
}

extension MatchedContrast {
    fileprivate var json: JSON {
        [
            "treated": .count(treated), "controls": .count(controls), "strata": .count(strata),
            "dropped": .count(dropped), "chi_square": .optional(test.chiSquare),
            "p": .optional(test.p), "exact": .bool(test.isExact),
            "odds_ratio": .optional(test.oddsRatio),
            "risk_difference": .optional(test.riskDifference),
            "risk_difference_low": .optional(test.interval?.low),
            "risk_difference_high": .optional(test.interval?.high),
            "reason": .optional(test.reason?.rawValue),
        ]
    }
}

extension SegmentFinding {
    fileprivate var json: JSON {
        [
            "dimension": .text(dimension.rawValue), "value": .text(value),
            "direction": .text(figures.direction.rawValue), "audit": figures.json(sentence),
            "adjusted_p": .optional(adjustedP), "status": .text(status.rawValue),
            "status_reason": isWeakened ? "outcomes_missing" : .null,
            "more_needed": .optional(moreNeeded.map(Double.init)),
        ]
    }
}

extension OverrideWorth {
    fileprivate var json: JSON {
        [
            "treated": .count(effect.treated), "controls": .count(effect.controls),
            "accounts": .count(effect.accounts),
            "delta": .optional(effect.estimate?.delta),
            "low": .optional(effect.estimate?.interval.low),
            "high": .optional(effect.estimate?.interval.high),
            "standard_error": .optional(effect.estimate?.standardError),
            "reason": .optional(effect.reason?.rawValue),
            "slope": .optional(slope),
            "points": .optional(points?.value),
            "points_low": .optional(points?.interval.low),
            "points_high": .optional(points?.interval.high),
            "points_reason": .optional(pointsReason),
            "direction_shown": .optional(shown?.rawValue),
            "face_value": .text(faceValue.rawValue),
            "word_reason": isWeakened ? "outcomes_missing" : .null,
            "sentence": .text(sentence),
        ]
    }
}

extension ValueAdded {
    fileprivate var json: JSON {
        [
            "landmarks": .array(byLandmark.map { .count($0.key) }),
            "rows": .count(rows),
            "brier": brier.map {
                [
                    "base": .number($0.base), "score": .number($0.score),
                    "heeded": .number($0.heeded), "csm": .number($0.csm),
                ]
            } ?? .null,
            "difference": Self.json(difference),
            "difference_heeded": Self.json(heedingDifference),
            "difference_csm_heeded": Self.json(faceValueDifference),
            "corp": decomposition.map {
                ["score": $0.score.json, "heeded": $0.heeded.json, "csm": $0.csm.json]
            } ?? .null,
            "by_direction": .object(
                byDirection.map { ($0.key.rawValue, Self.json($0.part)) }),
            "by_disagreement": .object(
                byDisagreement.map { ($0.key == 1 ? "one" : "two", Self.json($0.part)) }),
            "by_landmark": .object(byLandmark.map { (String($0.key), Self.json($0.part)) }),
            "reason": brier == nil ? "too_few" : .null,
        ]
    }

    private static func json(_ part: Part) -> JSON {
        ["rows": .count(part.rows), "difference": json(part.difference)]
    }

    private static func json(_ mean: ClusteredMean?) -> JSON {
        [
            "value": .optional(mean?.mean), "low": .optional(mean?.low),
            "high": .optional(mean?.high), "numerator": .null, "denominator": .null,
            "reason": mean == nil ? "too_few" : .null,
        ]
    }
}

extension BrierDecomposition {
    fileprivate var json: JSON {
        [
            "mcb": .number(miscalibration), "dsc": .number(discrimination),
            "unc": .number(uncertainty),
        ]
    }
}

extension PastChurn {
    fileprivate var json: JSON {
        [
            "direction": .text(direction.rawValue), "band": .text("\(band * 10)-\(band * 10 + 10)"),
            "churned": .count(churned), "n": .count(count), "rate": .number(rate),
        ]
    }
}
