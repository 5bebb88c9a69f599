import Attribution
import Calendar
import Closing
import Domain
import Publishing
import Review

/// The values of the page about restatements.
struct RestatementPage {
    let values: [String: Any]

    /// The cards that a viewer may see.
    init(
        _ found: Restatements, of open: OpenReview, isShown: (CardFigures.Subject) -> Bool
    ) {
        let cards = found.cards.filter { $0.isRestated && isShown($0.subject) }
        let closed = found.closed
        let version = closed.content.methodsVersion
        values = [
            "closed": closed.words, "isRestated": !cards.isEmpty,
            "hasMethod": version != found.methodsVersion, "oldVersion": version,
            "newVersion": found.methodsVersion, "hasPolicy": found.hasOtherPolicy,
            "hasParts": !found.parts.isEmpty,
            "parts": found.parts.map { part -> [String: Any] in
                [
                    "time": part.time.words, "file": part.file,
                    "kind": RestatementGroup(part.kind).words, "rows": part.rows,
                ]
            },
            "cards": cards.map { card -> [String: Any] in
                [
                    "name": Self.name(of: card.subject, in: open),
                    "figures": card.figures.filter(\.isRestated).map {
                        Self.row($0, found.currency)
                    },
                ]
            },
        ]
    }

    private static func row(
        _ figure: Restatements.Figure, _ currency: String?
    ) -> [String: Any] {
        let kind = CardFigure.all[figure.place]
        func text(_ change: Double) -> String { kind.text(change: change, currency: currency) }
        return [
            "figure": kind.title, "published": kind.text(figure.published, currency: currency),
            "current": kind.text(figure.current, currency: currency),
            "difference": figure.difference.map(text) ?? "–",
            "steps": figure.steps.map { step -> [String: Any] in
                [
                    "group": step.group.words, "change": text(step.change),
                    // The only reason made all of the difference.
                    "isOne": figure.steps.count == 1,
                ]
            },
        ]
    }

    private static func name(of subject: CardFigures.Subject, in open: OpenReview) -> String {
        switch subject {
        case .company: "Company"
        case .team(let name): "Team \(String(decoding: name, as: UTF8.self))"
        case .csm(let id): open.card(of: id)?.csm.name ?? id.text
        }
    }
}
