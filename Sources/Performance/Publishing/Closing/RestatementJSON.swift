import Calendar
package import Closing
import Domain
package import Formats

extension Restatements {
    /// The comparison as `parallax restatements --json` prints it.
    ///
    /// Source: `Documentation/outputs.md`.
    package func json() -> [UInt8] { content { _ in true }.document }

    /// The comparison with some of the cards.
    package func content(_ isShown: (CardFigures.Subject) -> Bool) -> JSON {
        [
            "month": .text(closed.month.description), "edition": .count(closed.edition),
            "closed_at": .text(closed.closed.description),
            "methods_version": [
                "published": .count(closed.content.methodsVersion),
                "current": .count(methodsVersion),
            ],
            "policy_changed": .bool(hasOtherPolicy),
            "changes": .array(parts.map(\.json)),
            "cards": .array(cards.filter { isShown($0.subject) }.map(\.json)),
        ]
    }
}

extension ReplayedPart {
    fileprivate var json: JSON {
        [
            "import": .count(importNumber), "file": .text(file), "feed": .text(feed.rawValue),
            "imported_at": .text(time.description), "kind": .text(kind.rawValue),
            "rows": .count(rows),
        ]
    }
}

extension Restatements.Card {
    fileprivate var json: JSON {
        var members: [(name: String, value: JSON)] = [("scope", .text(subject.kind))]
        switch subject {
        case .company: break
        case .team(let name):
            members.append(("team", .text(String(decoding: name, as: UTF8.self))))
        case .csm(let id): members.append(("csm_id", .text(id.text)))
        }
        members.append(("restated", .bool(isRestated)))
        members.append(
            (
                "figures",
                .object(figures.map { (CardFigure.all[$0.place].name, $0.json) })
            ))
        return .object(members)
    }
}

extension CardFigures.Subject {
    /// `company`, `team` or `csm`.
    package var kind: String {
        switch self {
        case .company: "company"
        case .team: "team"
        case .csm: "csm"
        }
    }
}

extension Restatements.Figure {
    fileprivate var json: JSON {
        [
            "published": .optional(published), "current": .optional(current),
            "difference": .optional(difference),
            "steps": .object(steps.map { ($0.group.rawValue, .number($0.change)) }),
        ]
    }
}
