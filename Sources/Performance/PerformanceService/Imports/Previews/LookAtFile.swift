import Domain
import Formats
import Intake

/// Looks at the file of a preview before it is rehearsed: which columns and sheets it has, and where
/// the feed's columns come from. Proposes a mapping if nobody has chosen one.
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
        look.sheets = try reading { try FileOutline.sheets(path: path, scratchFolder: folder.path) } ?? []
        let options = try order.readingOptions()
        var mapping = try order.readMapping()
        look.columns =
            try reading {
                try FileOutline(
                    path: path, feed: order.feed, reading: options, mapping: mapping,
                    scratchFolder: folder.path
                ).columns
            } ?? []
        if mapping == nil, let proposal = try proposal(options, look.columns.map(\.name)) {
            order.mappingText = proposal.text
            mapping = try order.readMapping()
            look.proposed = proposal.columns
        }
        look.sources = sources(mapping, among: look.columns.map(\.name))
        look.translated = order.feed.columns.map(\.name).filter {
            mapping?.translates($0, of: order.feed) ?? false
        }
        return (look, order)
    }

    /// Where the columns of the feed come from.
    private func sources(
        _ mapping: Mapping?, among names: [String]
    ) -> [String: ColumnSource] {
        let mapped = mapping?.sources(of: order.feed) ?? [:]
        var sources: [String: ColumnSource] = [:]
        for column in order.feed.columns where !column.isDerived {
            switch mapped[column.name] {
            case .constant(let text)?: sources[column.name] = ColumnSource(.constant(text))
            case .column(let name)?: sources[column.name] = source(name, names)
            case nil: sources[column.name] = source(column.name, names)
            }
        }
        return sources
    }

    private func source(_ name: String, _ names: [String]) -> ColumnSource {
        FileOutline.column(named: name, among: names).map { ColumnSource(.column($0)) } ?? .none
    }

    /// The mapping that the file's names and values propose; nil if it needs none.
    private func proposal(
        _ options: ReadingOptions, _ names: [String]
    ) throws -> (text: String, columns: [String])? {
        nil
    }

    /// The result of reading the file; nil if it cannot be read as a table.
    private func reading<Value>(_ body: () throws -> Value) throws -> Value? {
        do {
            return try body()
        } catch is IntakeError {
            return nil
        }
    }
}
