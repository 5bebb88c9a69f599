import Calendar
import Closing
import Domain
import Formats
import Publishing
import Terminal

/// What was restated since a month was closed, for people.
struct RestatementReport {
    private let found: Restatements

    init(_ found: Restatements) {
        self.found = found
    }

    /// What came in since, then the figures that changed with the steps that changed them.
    var text: String {
        let closed = found.closed
        var parts = [
            "\(closed.month), \(closed.words), compared with today's facts. \(summary)"
        ]
        if closed.content.methodsVersion != found.methodsVersion {
            parts.append(
                "The method changed from version \(closed.content.methodsVersion) to "
                    + "\(found.methodsVersion).")
        }
        if found.hasOtherPolicy { parts.append("The policy has other constants today.") }
        if !found.parts.isEmpty {
            var table = Table(["imported at", "file", "what", ">rows"])
            for part in found.parts {
                table.add([
                    part.time.description, part.file, RestatementGroup(part.kind).words,
                    Terminal.grouped(part.rows),
                ])
            }
            parts.append("What came in since that could change a figure\n" + table.text)
        }
        for card in found.cards where card.isRestated {
            var table = Table(["~figure", ">published", ">today", ">difference", "because of"])
            for figure in card.figures where figure.isRestated {
                let kind = CardFigure.all[figure.place]
                table.add([
                    kind.title, kind.text(figure.published, currency: found.currency),
                    kind.text(figure.current, currency: found.currency),
                    figure.difference.map { kind.text(change: $0, currency: found.currency) }
                        ?? "",
                    figure.steps.map {
                        $0.group.words + " "
                            + kind.text(change: $0.change, currency: found.currency)
                    }.joined(separator: ", "),
                ])
            }
            parts.append(card.subject.words + "\n" + table.text)
        }
        return parts.joined(separator: "\n\n")
    }

    private var summary: String {
        let cards = found.cards.count { $0.isRestated }
        guard cards > 0 else { return "No figure was restated." }
        return "\(counted(found.count, "figure")) \(found.count == 1 ? "differs" : "differ") on "
            + "\(counted(cards, "card"))."
    }
}

extension CardFigures.Subject {
    fileprivate var words: String {
        switch self {
        case .company: "Company"
        case .team(let name): "Team \(String(decoding: name, as: UTF8.self))"
        case .csm(let id): "CSM \(id.text)"
        }
    }
}
