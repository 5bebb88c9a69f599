import Domain
import Intake

/// The table of a feed's columns and what each of them comes from, as a form.
struct PreviewColumns {
    private let form: PreviewForm

    /// The most columns of a file that can be chosen from.
    private static let mostChoices = 300
    /// The currencies that a file without a column for them can be said to be in.
    private static let currencies = ["USD", "EUR", "GBP", "CHF", "CAD", "AUD", "JPY"]

    /// The table for a form.
    init(_ form: PreviewForm) { self.form = form }

    private var feedColumns: [FeedColumn] {
        form.order.feed.columns.filter { form.corrections[$0.name] != nil }
    }

    /// Whether the columns of the file are known.
    var hasFile: Bool { !form.look.columns.isEmpty && !form.corrections.isEmpty }

    /// Whether anything is proposed that nobody has said.
    var hasProposed: Bool { !form.look.proposed.isEmpty }

    /// The columns of the file that no column of the feed comes from.
    var unused: [String] {
        let used = form.corrections.values.map(\.source)
        return form.look.columns.map(\.name).filter { name in
            let isComponent =
                form.order.feed == .health && name.lowercased().hasPrefix(Feed.componentPrefix)
            return !used.contains(.column(name)) && !isComponent
        }
    }

    /// The rows of the table: columns that come from somewhere, or have to.
    var used: [[String: Any]] { feedColumns.filter { !isEmpty($0) }.map(row) }

    /// The rows of the columns that are left empty.
    var empty: [[String: Any]] { feedColumns.filter(isEmpty).map(row) }

    /// The names of the columns that are left empty.
    var emptyNames: [String] { feedColumns.filter(isEmpty).map(\.name) }

    private func isEmpty(_ column: FeedColumn) -> Bool {
        !column.isRequired && form.corrections[column.name]?.source == .constant("")
    }

    private func row(_ column: FeedColumn) -> [String: Any] {
        let correction = form.corrections[column.name] ?? Mapping.Correction(.constant(""))
        let isMissing = correction.source == .constant("") && column.isRequired
        let words = wordRows(column, correction)
        let hasScale =
            form.order.feed == .health && column.name == "score"
            && !form.look.computed.contains(column.name)
        let isProposed = form.look.proposed.contains(column.name)
        return [
            "name": column.name, "isMissing": isMissing,
            "isProposed": isProposed, "isComputed": form.look.computed.contains(column.name),
            "options": options(column, correction.source),
            "words": words, "hasWords": !words.isEmpty,
            "hasScale": hasScale,
            "scales": [("", "0 to 100"), ("10", "0 to 10"), ("1", "0 to 1")].map { value, label in
                [
                    "value": value, "label": label,
                    "isChosen": value == correction.scaleEnd.map(String.init) ?? "",
                ] as [String: Any]
            },
        ]
    }

    /// What a column of the feed can come from.
    private func options(_ column: FeedColumn, _ source: Mapping.Source) -> [[String: Any]] {
        var choices: [(Mapping.Source, String)] = [
            (.constant(""), column.isRequired ? "(choose one)" : "(leave empty)")
        ]
        choices += form.look.columns.prefix(Self.mostChoices).map { file in
            let example = file.example.isEmpty ? "" : " · \(file.example.prefix(24))"
            return (.column(file.name), file.name.prefix(60) + example)
        }
        var constants: [String] = []
        if case .word(let words) = column.kind { constants = words }
        if column.name == "currency" { constants = Self.currencies }
        if case .constant(let text) = source, !text.isEmpty, !constants.contains(text) {
            constants.append(text)
        }
        choices += constants.map { (.constant($0), "always “\($0)”") }
        if !choices.contains(where: { $0.0 == source }), case .column(let name) = source {
            choices.append((source, name))
        }
        return choices.map { choice, label in
            ["value": choice.field, "label": label, "isChosen": choice == source]
        }
    }

    /// The words of the file, each with what it means.
    private func wordRows(
        _ column: FeedColumn, _ correction: Mapping.Correction
    ) -> [[String: Any]] {
        guard case .word(let known) = column.kind, case .column = correction.source,
            correction.source == form.look.corrections[column.name]?.source
        else { return [] }
        return (form.look.words[column.name] ?? []).enumerated().map { index, word in
            let meaning = correction.meaning(of: word)
            var choices = [("", "(choose)")]
            choices += known.map { ($0, $0) }
            if !column.isRequired { choices.append(("-", "(leave empty)")) }
            let chosen = meaning.map { $0.isEmpty ? "-" : $0 } ?? ""
            return [
                "word": String(word.prefix(60)), "field": "word.\(column.name).\(index)",
                "isOpen": meaning == nil,
                "options": choices.map { value, label in
                    ["value": value, "label": label, "isChosen": value == chosen] as [String: Any]
                },
            ]
        }
    }
}
