import Domain
import Statistics

extension OverrideAudit {
    /// Weakens the words where another computation, without the events whose outcomes may be missing,
    /// says something else. Figures stay.
    ///
    /// Source: `Documentation/methods.md`, 3.
    mutating func weaken(by other: OverrideAudit) {
        for index in directions.indices { directions[index].weaken(by: other.directions[index]) }
        let figures = Dictionary(uniqueKeysWithValues: other.csms.map { ($0.csm, $0.figures) })
        for index in csms.indices {
            for direction in csms[index].figures.indices {
                csms[index].figures[direction].weaken(by: figures[csms[index].csm]?[direction])
            }
        }
        for index in worth.indices { worth[index].weaken(by: other.worth[index]) }
        if let finding = valueAdded.finding, finding != .notShown,
            finding != other.valueAdded.finding
        {
            valueAdded.isWeakened = true
        }
        for index in segments.indices {
            let one = segments[index]
            segments[index].weaken(
                by: other.segments.first {
                    $0.dimension == one.dimension && $0.value.hasSameBytes(as: one.value)
                        && $0.figures.direction == one.figures.direction
                })
        }
    }
}

extension AuditFigures {
    /// Keeps the verdict where the other is the same, and the weaker one of two.
    fileprivate mutating func weaken(by other: AuditFigures?) {
        guard let verdict, verdict != other?.verdict else { return }
        guard verdict != .noDifferenceShown else { return }
        self.verdict = other?.verdict == .noDifferenceShown ? .noDifferenceShown : .cannotTell
        reason = .outcomesMissing
    }
}

extension OverrideWorth {
    /// Keeps the words that the other computation says too.
    fileprivate mutating func weaken(by other: OverrideWorth) {
        haveOutcomesMissing = true
        if let shown, shown != .notShown, shown != other.shown {
            self.shown = .notShown
            isShownWeakened = true
        }
        if let seen = contrastDifference, seen * (other.contrastDifference ?? 0) <= 0 {
            contrastDifference = nil
        }
        if faceValue != .notShown, faceValue != other.faceValue {
            faceValue = .notShown
            isFaceValueWeakened = true
        }
    }
}

extension SegmentFinding {
    /// Keeps the status where the other computation reaches it too.
    fileprivate mutating func weaken(by other: SegmentFinding?) {
        let before = status
        switch (status, other?.status) {
        case (.candidate, .candidate?), (.candidate, .confirmed?), (.confirmed, .candidate?),
            (.confirmed, .confirmed?):
            let (mine, theirs) = (
                figures.matched?.test.riskDifference, other?.figures.matched?.test.riskDifference
            )
            let isSameSign = (mine ?? 0) * (theirs ?? 0) > 0
            if !isSameSign {
                status = .insufficient
            } else if other?.status == .candidate {
                status = .candidate
            }
        case (.noDifference, .noDifference?), (.insufficient, _): break
        default: status = .insufficient
        }
        if status == .candidate || status == .confirmed {
            figures.weaken(by: other?.figures)
        } else if figures.verdict != nil {
            figures.verdict = nil
            figures.reason = .outcomesMissing
        }
        guard status != before else { return }
        isWeakened = true
        if status == .insufficient { moreNeeded = neededByFormula }
    }
}
