import Formats
import Tables

/// Takes from a presentation what slides are written on: masters, layouts, themes and what these
/// refer to. Nothing of its own slides is read.
struct TemplateReader {
    private let reader: PackageReader
    private(set) var package = OfficePackage()
    /// The part with the presentation itself.
    private(set) var presentation: XMLElement
    private(set) var remarks: [TemplateRemark] = []

    /// Reads a template.
    ///
    /// - Throws: `OfficeError`.
    init(_ bytes: [UInt8]) throws(OfficeError) {
        try checkKind(of: bytes)
        reader = try PackageReader(bytes)
        let roots = try reader.relationships(of: "")
        guard let root = roots.first(where: { $0.kind == "officeDocument" })?.target,
            reader.contains(root)
        else {
            throw .damagedTemplate("it names no main part")
        }
        let type = reader.contentType(root)
        guard type.contains("presentation") || type.contains("slideshow"),
            type.hasSuffix("main+xml")
        else {
            throw .template(
                reason: "it is an Office file, but no presentation",
                remedy: "name a .pptx or .potx of PowerPoint")
        }
        presentation = try reader.xml(root)
        guard presentation.attributes.allSatisfy({ !$0.value.contains("purl.oclc.org/ooxml") })
        else {
            throw .template(
                reason: "it is saved as Strict Open XML",
                remedy: "save it as a PowerPoint presentation (.pptx)")
        }
        if type.contains("macroEnabled") {
            remarks.append(TemplateRemark("the template's macros are left out"))
        }
        try keep(root)
    }

    /// Keeps the presentation and everything that it reaches without its slides.
    private mutating func keep(_ root: String) throws(OfficeError) {
        package.add(presentationPath, ContentType.presentation, [])
        let kept = ["slideMaster", "notesMaster", "handoutMaster", "theme", "tableStyles", "font"]
        var references: [OfficePackage.Relationship] = []
        for reference in try reader.relationships(of: root)
        where kept.contains(String(reference.kind)) && !reference.isExternal {
            references.append(reference)
        }
        package.relationships[presentationPath] = references
        var waiting = references.map(\.target)
        while let path = waiting.popLast() {
            guard package.parts[path] == nil else { continue }
            waiting += try keepPart(path)
        }
    }

    /// Keeps a part, and returns the paths of the parts that it needs.
    private mutating func keepPart(_ path: String) throws(OfficeError) -> [String] {
        guard reader.contains(path) else {
            throw .damagedTemplate("\(printable(path)) is missing")
        }
        guard package.parts.count < PackageLimits.parts else {
            throw OfficeError(.tooLarge(reason: "its layouts have over 2000 parts"))
        }
        package.add(path, reader.contentType(path), try reader.bytes(path))
        var references: [OfficePackage.Relationship] = []
        for var reference in try reader.relationships(of: path) {
            if reference.isExternal {
                try checkExternal(reference, in: path)
            } else if ["slide", "notesSlide", "comments"].contains(reference.kind) {
                // A button on a master that leads to one of the template's slides: it leads to the
                // first slide instead.
                reference.type = RelationshipType.slide
                reference.target = firstSlidePath
            } else if ["control", "vbaProject"].contains(reference.kind) {
                throw .template(
                    reason: "\(printable(path)) holds a control or a macro",
                    remedy: "take it out of the master and save it again")
            }
            references.append(reference)
        }
        package.relationships[path] = references
        return references.filter { !$0.isExternal && $0.target != firstSlidePath }.map(\.target)
    }

    private func checkExternal(
        _ reference: OfficePackage.Relationship, in path: String
    ) throws(OfficeError) {
        let address = reference.target.lowercased()
        let isLink =
            reference.kind == "hyperlink"
            && ["https:", "http:", "mailto:"].contains { address.hasPrefix($0) }
        guard isLink else {
            throw .template(
                reason:
                    "\(printable(path)) links to a file outside it, \(printable(reference.target))",
                remedy: "embed the file or take the link out, and save it again")
        }
    }
}

/// The path of the presentation in every package that is written.
let presentationPath = "ppt/presentation.xml"
/// The path of the first slide in every package that is written.
let firstSlidePath = "ppt/slides/slide1.xml"

/// Refuses what is no zip file, with a word on what it is.
private func checkKind(of bytes: [UInt8]) throws(OfficeError) {
    guard !bytes.starts(with: [0xD0, 0xCF, 0x11, 0xE0]) else {
        throw .template(
            reason: "it has a password, or is a presentation of PowerPoint 97 to 2003 (.ppt)",
            remedy: "open it in PowerPoint, remove the password and save it as .pptx")
    }
    guard bytes.starts(with: [0x50, 0x4B, 3, 4]) else {
        throw .template(
            reason: bytes.isEmpty ? "it is empty" : "it is no PowerPoint file",
            remedy: "name a .pptx or .potx of PowerPoint")
    }
}
