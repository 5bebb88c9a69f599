/// The references of one part of a workbook to others.
struct Relationships {
    private var references: [Reference] = []

    fileprivate struct Reference {
        var id: String
        /// The last step of the type, such as `worksheet`. Both forms of the format share it.
        var kind: String
        /// The path of the part it refers to.
        var path: String
    }

    /// Reads the references of a part; none if the file has no list of them.
    ///
    /// - Parameters:
    ///   - part: the path of the part; empty for the whole file.
    ///   - archive: the file.
    /// - Throws: `WorkbookError`.
    init(of part: String, in archive: Archive) throws(WorkbookError) {
        var steps = part.split(separator: "/", omittingEmptySubsequences: false)
        let name = steps.popLast() ?? ""
        let path = (steps + ["_rels", "\(name).rels"]).joined(separator: "/")
        guard archive.contains(path) else { return }
        let reader = RelationshipsReader(of: part)
        try archive.parse(path, with: reader)
        references = reader.references
    }

    /// The path of the first part of a kind.
    func path(ofKind kind: String) -> String? {
        references.first { $0.kind == kind }?.path
    }

    /// Kind and path by the id of each reference; the first counts.
    var byID: [String: (kind: String, path: String)] {
        Dictionary(references.map { ($0.id, ($0.kind, $0.path)) }) { first, _ in first }
    }
}

private final class RelationshipsReader: XMLHandler {
    private(set) var references: [Relationships.Reference] = []
    private let part: String

    init(of part: String) { self.part = part }

    func start(_ name: XMLName, _ attributes: XMLAttributes) throws(WorkbookError) -> Bool {
        guard name == "Relationship", attributes["TargetMode"] != "External",
            let type = attributes["Type"], let target = attributes["Target"]
        else { return true }
        let id = attributes["Id"] ?? ""
        guard references.count < WorkbookLimits.references,
            max(type.utf8.count, target.utf8.count, id.utf8.count) <= WorkbookLimits.nameBytes
        else { throw .tooLarge(reason: "its relationships are over 10000, or over 4 KiB long") }
        references.append(
            Relationships.Reference(
                id: id, kind: type.split(separator: "/").last.map(String.init) ?? "",
                path: partPath(target, from: part)))
        return true
    }
}
