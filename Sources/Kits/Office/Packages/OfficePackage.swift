/// The parts of an Office file and how they refer to each other.
///
/// Source: ECMA-376, part 2, Open Packaging Conventions.
struct OfficePackage: Sendable {
    /// The parts, by their paths without a leading slash.
    private(set) var parts: [String: Part] = [:]
    /// The references of each part, by its path; those of the whole file are at "".
    var relationships: [String: [Relationship]] = [:]

    /// A part of the file.
    struct Part: Sendable {
        var contentType: String
        var bytes: [UInt8]
    }

    /// A reference of a part to another part, or to something outside the file.
    struct Relationship: Sendable, Equatable {
        var id: String
        /// The whole name of the type.
        var type: String
        /// The path of the other part, or an address.
        var target: String
        var isExternal = false

        /// The last step of the type, such as `slideLayout`.
        var kind: Substring { type.split(separator: "/").last ?? "" }
    }

    /// Adds a part, or takes the place of one.
    mutating func add(_ path: String, _ contentType: String, _ bytes: [UInt8]) {
        parts[path] = Part(contentType: contentType, bytes: bytes)
    }

    /// Adds a reference and returns its id, the next free one of the part.
    @discardableResult
    mutating func relate(
        _ path: String, to target: String, _ type: String, isExternal: Bool = false
    ) -> String {
        let taken = Set(relationships[path, default: []].map(\.id))
        var number = taken.count + 1
        while taken.contains("rId\(number)") { number += 1 }
        let id = "rId\(number)"
        relationships[path, default: []].append(
            Relationship(id: id, type: type, target: target, isExternal: isExternal))
        return id
    }

    /// The first target of a kind that a part refers to.
    func target(ofKind kind: String, from path: String) -> String? {
        relationships[path]?.first { $0.kind == kind && !$0.isExternal }?.target
    }

    /// The first path of the form `stem` + number + `suffix`, from 1, that no part has.
    func freePath(_ stem: String, _ suffix: String) -> String {
        let taken = Set(parts.keys.map { $0.lowercased() })
        var number = 1
        while taken.contains("\(stem)\(number)\(suffix)".lowercased()) { number += 1 }
        return "\(stem)\(number)\(suffix)"
    }
}

/// The types of references.
enum RelationshipType {
    /// The types of ECMA-376 begin so.
    static let base = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
    static let chart = base + "chart"
    static let extendedProperties = base + "extended-properties"
    static let image = base + "image"
    static let notesMaster = base + "notesMaster"
    static let notesSlide = base + "notesSlide"
    static let officeDocument = base + "officeDocument"
    static let package = base + "package"
    static let presentationProperties = base + "presProps"
    static let viewProperties = base + "viewProps"
    static let slide = base + "slide"
    static let slideLayout = base + "slideLayout"
    static let slideMaster = base + "slideMaster"
    static let tableStyles = base + "tableStyles"
    static let theme = base + "theme"
    static let coreProperties =
        "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
}
