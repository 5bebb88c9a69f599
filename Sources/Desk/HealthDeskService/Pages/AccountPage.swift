import Calendar
import Domain
import Formats
import HealthDesk
import Scoring
import Web

/// What the page of an account shows.
struct AccountPage {
    let standing: AccountStanding
    let open: OpenDay
    let history: AccountHistory
    /// The hidden field of the forms; empty for viewers who send a token.
    let formField: String
    /// The mark of the page's forms, by which a form that is sent twice is known.
    let mark: String
    /// Whether the viewer writes all kinds of entries here.
    var writes = false
    /// Whether the viewer writes tasks here.
    var writesTasks = false
    /// What has just been done; nil for nothing.
    var notice: String?
    /// A form that could not be taken; nil for none.
    var form: FilledForm?

    /// The values of the page's template.
    var values: [String: Any] {
        let policy = open.today.policy
        let line = PortfolioLine(standing, policy: policy)
        let parts: [[String: Any]] = [
            standing.summary(open), scoreValues, workValues, peopleValues, formValues,
            [
                "form": formField, "entry": mark, "writes": writes && !formField.isEmpty,
                "writesTasks": writesTasks && !formField.isEmpty, "hasNotice": notice != nil,
                "notice": notice ?? "", "why": line.reason,
                "urgency": line.urgency.explanation.map { ["sentence": $0] },
                "explanation": standing.score.explanation,
                "today": open.day.description, "span": open.declineWords,
                "overridePage": standing.address + "/override",
                "details": details, "timeline": timeline.prefix(40).map(\.values),
                "hasTimeline": !timeline.isEmpty,
            ],
        ]
        return parts.reduce(into: [:]) { all, part in all.merge(part) { first, _ in first } }
    }

    // MARK: The score

    private var scoreValues: [String: Any] {
        let components = standing.score.components
        let changes = changes
        return [
            "components": components.map(row), "hasComponents": !components.isEmpty,
            "changes": changes, "hasChanges": !changes.isEmpty,
            "picture": standing.address + "/history.png", "pictureWords": history.words(standing),
            "hasHistory": history.scores.contains { $0 != nil },
            "drawing": history.drawing(standing, open),
            "hasBasis": standing.score.modelVersion != nil,
            "basis": ValueFormat.percent(decimals: 0).text(standing.score.basis),
            "version": standing.score.modelVersion ?? "",
        ]
    }

    private func row(_ component: ScoredComponent) -> [String: Any] {
        let points = component.isWeak ? component.measures : []
        let age = component.ageInDays.map { $0 == 0 ? "today" : "\(counted($0, "day")) old" } ?? "–"
        return [
            "title": component.title,
            "score": component.score.map { decimalText($0, decimals: 0) } ?? "–",
            "width": component.score.map { decimalText($0, decimals: 0) } ?? "0",
            "weight": component.weightInUse > 0
                ? ValueFormat.percent(decimals: 0).text(component.weightInUse) : "not counted",
            "age": age, "isAging": component.isAging, "isWeak": component.isWeak,
            "threshold": shortDecimalText(component.threshold, decimals: 1),
            "points": points.map { measure in
                [
                    "text": measure.dataPoint ?? measure.absence,
                    "score": measure.score.map { decimalText($0, decimals: 0) } ?? "",
                    "hasScore": measure.score != nil,
                ] as [String: Any]
            },
            "hasPoints": !points.isEmpty,
        ]
    }

    /// How the components moved in the last days, the largest move first.
    private var changes: [[String: Any]] {
        let moves = standing.score.components.compactMap { component -> (Double, String)? in
            guard let now = component.score,
                let before = standing.earlier.component(component.name)?.score,
                abs(now - before) >= 0.5
            else { return nil }
            let span =
                "from \(decimalText(before, decimals: 0)) to \(decimalText(now, decimals: 0))"
            let point = component.worstDataPoint.map { ": \($0)" } ?? ""
            let verb = now < before ? "fell" : "rose"
            return (
                (now - before) * component.weightInUse, "\(component.title) \(verb) \(span)\(point)"
            )
        }
        return moves.sorted { abs($0.0) > abs($1.0) }.map { move, words in
            ["words": words, "isFall": move < 0]
        }
    }

    // MARK: What is to be done

    private var workValues: [String: Any] {
        let actions = standing.actions
        let isOpen = actions.filter { $0.isOpen(on: open.day) }
        let closed = actions.filter { !$0.isOpen(on: open.day) }.prefix(10)
        let fitting = open.suggestions(standing)
        return [
            "actions": isOpen.map(row), "hasActions": !isOpen.isEmpty,
            "closed": closed.map(row), "hasClosed": !closed.isEmpty,
            "playbooks": fitting.map(row), "hasPlaybooks": !fitting.isEmpty,
        ]
    }

    private func row(_ action: Action) -> [String: Any] {
        let playbook = action.playbook.map { name in
            open.configuration.playbooks.first { $0.name == name }?.title ?? name
        }
        return [
            "title": action.title, "kind": action.kind.rawValue,
            "due": action.due?.words ?? "", "dueOn": action.due?.description ?? "",
            "hasDue": action.due != nil,
            "isOverdue": action.isOverdue(on: open.day), "closedOn": action.closed?.words ?? "",
            "playbook": playbook ?? "", "hasPlaybook": playbook != nil,
            "close": "\(standing.address)/actions/\(action.id.inPath)/close",
            "move": "\(standing.address)/actions/\(action.id.inPath)/due",
            "actionID": action.id,
        ]
    }

    private func row(_ fit: PlaybookSuggestion) -> [String: Any] {
        let name = fit.playbook.name
        let address = "\(standing.address)/playbooks/\(name.inPath)"
        return [
            "playbookName": name, "title": fit.playbook.title, "aim": fit.playbook.aim,
            "reasons": fit.reasons.map { ["reason": $0.withCapitalInitial] },
            "steps": fit.playbook.steps.map { step in
                [
                    "title": step.title, "why": step.why,
                    "due": (open.day + step.dueInDays).words,
                ]
            },
            "start": address + "/start", "dismiss": address + "/dismiss",
        ]
    }

    // MARK: Company

    private var details: [[String: String]] {
        let account = standing.account
        let milestones = standing.milestones.map { milestone in
            (
                milestone.name.replacing("_", with: " ").withCapitalInitial,
                milestone.reached.map { $0 <= open.day ? $0.words : "not reached" } ?? "not reached"
            )
        }
        let all: [(String, String?)] = [
            ("Identifier", account.id.text), ("Owner", standing.owner.map { open.csms[$0].name }),
            ("Segment", account.segment), ("Product", account.product),
            ("Size", account.arrTier), ("Industry", account.industry),
            ("Region", account.region), ("Customer since", account.customerSince?.words),
            ("Part of", account.parent?.text),
        ]
        return (all + milestones.map { ($0.0, Optional($0.1)) }).compactMap { label, value in
            value.map { ["label": label, "value": $0] }
        }
    }
}

extension ScoredMeasure {
    /// Why there is no data point.
    fileprivate var absence: String {
        let name = name.replacing("_", with: " ").withCapitalInitial
        guard knowledge == .stale else { return "\(name): no data" }
        return "\(name): data of \(observed?.words ?? "long ago"), too old to count"
    }
}
