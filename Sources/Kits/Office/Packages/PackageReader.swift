import CWorkbook
import Formats
import Tables

/// Reads parts of a presentation, as far as they are asked for.
final class PackageReader {
    private let archive: Archive
    private let file: FileDescriptor
    private let names: [String: String]
    private var typesByPath: [String: String] = [:]
    private var typesByEnding: [String: String] = [:]
    private var total = 0

    /// Opens a zip file that has a list of content types.
    ///
    /// - Throws: `OfficeError`.
    init(_ bytes: [UInt8]) throws(OfficeError) {
        guard bytes.count <= PackageLimits.fileBytes else {
            throw OfficeError(.tooLarge(reason: "it has over 200 MiB"))
        }
        guard let memory = MemoryFile(bytes) else { throw .outOfMemory }
        do {
            file = try FileDescriptor.reading(memory.path)
        } catch {
            throw .outOfMemory
        }
        do {
            archive = try Archive(file)
        } catch {
            throw OfficeError(error)
        }
        names = Dictionary(archive.names.map { ($0.lowercased(), $0) }) { first, _ in first }
        guard archive.contains("[Content_Types].xml") else {
            throw .template(
                reason: "it is a zip file, but no presentation",
                remedy: "name a .pptx or .potx of PowerPoint")
        }
        try readContentTypes()
    }

    /// Whether there is a part at a path.
    func contains(_ path: String) -> Bool { archive.contains(path) }

    /// The path as it is written in the file; capitals do not count in references.
    func writtenPath(_ path: String) -> String { names[path.lowercased()] ?? path }

    /// The content type of a part.
    func contentType(_ path: String) -> String {
        let path = path.lowercased()
        let ending = path.split(separator: ".").last.map(String.init) ?? ""
        return typesByPath[path] ?? typesByEnding[ending] ?? "application/octet-stream"
    }

    /// The bytes of a part.
    ///
    /// - Throws: `OfficeError.template` if it is missing, damaged or too large.
    func bytes(_ path: String, limit: Int = PackageLimits.partBytes) throws(OfficeError) -> [UInt8]
    {
        var bytes: [UInt8] = []
        do {
            try archive.read(path) { piece throws(WorkbookError) in
                bytes.append(contentsOf: piece)
                guard bytes.count <= limit else {
                    throw .tooLarge(reason: "\(path.prefix(60)) unpacks to over \(limit >> 20) MiB")
                }
                return true
            }
        } catch {
            throw OfficeError(error)
        }
        total += bytes.count
        guard total <= PackageLimits.totalBytes else {
            throw OfficeError(.tooLarge(reason: "its parts unpack to over 256 MiB"))
        }
        return bytes
    }

    /// A part in XML.
    ///
    /// - Throws: `OfficeError.template`.
    func xml(_ path: String) throws(OfficeError) -> XMLElement {
        try XMLElement(bytes(path, limit: PackageLimits.xmlBytes), path: path)
    }

    /// The references of a part; none where the file has no list of them.
    ///
    /// - Throws: `OfficeError.template`.
    func relationships(of path: String) throws(OfficeError) -> [OfficePackage.Relationship] {
        let list = relationshipsPath(of: path)
        guard contains(list) else { return [] }
        var references: [OfficePackage.Relationship] = []
        for element in try xml(list).children("Relationship") {
            guard let id = element["Id"], let type = element["Type"], let target = element["Target"]
            else { continue }
            let isExternal = element["TargetMode"] == "External"
            let place = isExternal ? target : writtenPath(partPath(target, from: path))
            references.append(
                OfficePackage.Relationship(
                    id: id, type: type, target: place, isExternal: isExternal))
        }
        return references
    }

    private func readContentTypes() throws(OfficeError) {
        for element in try xml("[Content_Types].xml").children {
            guard let type = element["ContentType"] else { continue }
            if let path = element["PartName"] {
                typesByPath[path.lowercased().trimmingPrefix("/").description] = type
            } else if let ending = element["Extension"] {
                typesByEnding[ending.lowercased()] = type
            }
        }
    }
}
