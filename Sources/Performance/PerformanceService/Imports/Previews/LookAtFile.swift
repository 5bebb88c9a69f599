import Domain
import Formats
import Intake

/// Looks at the file of a preview before it goes through a dry run: which columns and sheets it has, and where
/// the feed's columns come from. Proposes what nobody has said.
struct LookAtFile {
    let path: String
    let folder: ImportFolder
    let order: ImportOrder

    /// What the file looks like, and the order with the mapping by which it is to be read.
    ///
    /// A file that cannot be read as a table has no columns: the import itself says why.
    ///
    /// - Throws: `FileError`, or `IntakeError` if the mapping cannot be read.
    func look() throws -> (look: PreviewLook, order: ImportOrder) {
        var order = order
        var look = PreviewLook()
        look.sheets =
            try ifReadable { try FileOutline.sheets(path: path, scratchFolder: folder.path) } ?? []
        let options = try order.readingOptions()
        let mapping = try order.readMapping()
        let outline = try ifReadable {
            try FileOutline(
                path: path, feed: order.feed, reading: options, mapping: mapping,
                scratchFolder: folder.path)
        }
        look.columns = outline?.columns ?? []
        look.corrections = known(mapping, look)
        guard let outline, !look.columns.isEmpty else { return (look, order) }
        let proposed = try proposals(mapping, options, outline, look)
        if !proposed.isEmpty {
            look.proposed = proposed.keys.sorted()
            look.corrections.merge(proposed) { $1 }
            order.mappingText = Mapping.text(
                correcting: mapping, platform: mapping?.platform ?? "your export",
                feed: order.feed, corrections: proposed, options: ReadingOptions())
        }
        for column in order.feed.columns {
            look.words[column.name] = words(of: column, look)
        }
        look.computed = order.feed.columns.map(\.name).filter {
            mapping?.computes($0, of: order.feed) ?? false
        }
        return (look, order)
    }

    /// How the columns of the feed are read without any proposal.
    private func known(
        _ mapping: Mapping?, _ look: PreviewLook
    ) -> [String: Mapping.Correction] {
        let names = look.columns.map(\.name)
        let mapped = mapping?.corrections(of: order.feed) ?? [:]
        var corrections: [String: Mapping.Correction] = [:]
        for column in order.feed.columns where !column.isDerived {
            var correction = mapped[column.name] ?? Mapping.Correction(.column(column.name))
            if case .column(let name) = correction.source {
                let own = FileOutline.column(named: name, among: names)
                correction.source = own.map(Mapping.Source.column) ?? .constant("")
            }
            corrections[column.name] = correction
        }
        return corrections
    }

    /// What the program proposes for columns of the feed: where they come from, if no mapping says
    /// so, and what their words mean.
    private func proposals(
        _ mapping: Mapping?, _ options: ReadingOptions, _ outline: FileOutline,
        _ look: PreviewLook
    ) throws -> [String: Mapping.Correction] {
        var proposals: [String: Mapping.Correction] = [:]
        if mapping == nil,
            let draft = try ifReadable({
                try MappingDraft(of: outline, feed: order.feed, reading: options)
            })
        {
            for column in draft.columns {
                guard let source = column.source, !column.isOwnName || column.scaleEnd != nil else {
                    continue
                }
                var correction = Mapping.Correction(.column(source))
                correction.scaleEnd = column.scaleEnd
                proposals[column.name] = correction
            }
        }
        for column in order.feed.columns {
            guard var correction = proposals[column.name] ?? look.corrections[column.name],
                correction.words.isEmpty, case .column(let source) = correction.source
            else { continue }
            let words = look.columns.first { $0.name == source }?.words ?? []
            let known = FileOutline.translations(of: words, for: column).compactMapValues(\.self)
            guard !known.isEmpty else { continue }
            correction.words = known
            proposals[column.name] = correction
        }
        return proposals
    }

    /// The words of the file for a column of the feed, if the feed does not know all of them; nil if
    /// it does.
    private func words(of column: FeedColumn, _ look: PreviewLook) -> [String]? {
        guard let correction = look.corrections[column.name],
            case .column(let source) = correction.source,
            let words = look.columns.first(where: { $0.name == source })?.words,
            !FileOutline.translations(of: words, for: column).isEmpty
        else { return nil }
        return words
    }

    /// The result of reading the file; nil if it cannot be read as a table.
    private func ifReadable<Value>(_ body: () throws -> Value) throws -> Value? {
        do {
            return try body()
        } catch is IntakeError {
            return nil
        }
    }
}
