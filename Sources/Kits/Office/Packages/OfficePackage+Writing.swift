extension OfficePackage {
    /// The package as a zip file: the list of content types first, then all parts by their paths.
    ///
    /// - Throws: `OfficeError`.
    func zipped() throws(OfficeError) -> [UInt8] {
        var entries = [(name: "[Content_Types].xml", bytes: contentTypes())]
        for (source, references) in relationships where !references.isEmpty {
            entries.append((relationshipsPath(of: source), written(references, from: source)))
        }
        for (path, part) in parts { entries.append((path, part.bytes)) }
        let first = entries.removeFirst()
        entries.sort { $0.name < $1.name }
        return try zipFile([first] + entries)
    }

    private func contentTypes() -> [UInt8] {
        var xml = XMLWriter()
        let namespace = "http://schemas.openxmlformats.org/package/2006/content-types"
        xml.element("Types", ["xmlns": namespace]) { xml in
            let defaults = defaultTypes()
            for (ending, type) in defaults.sorted(by: { $0.key < $1.key }) {
                xml.element("Default", ["Extension": ending, "ContentType": type])
            }
            for (path, part) in parts.sorted(by: { $0.key < $1.key })
            where defaults[ending(of: path)] != part.contentType {
                xml.element("Override", ["PartName": "/" + path, "ContentType": part.contentType])
            }
        }
        return xml.bytes
    }

    /// The types that go with the endings of names: that of the first part which has the ending.
    private func defaultTypes() -> [String: String] {
        var types = ["rels": ContentType.relationships, "xml": ContentType.xml]
        for (path, part) in parts.sorted(by: { $0.key < $1.key }) {
            let ending = ending(of: path)
            if !ending.isEmpty, types[ending] == nil { types[ending] = part.contentType }
        }
        return types
    }

    private func written(_ references: [Relationship], from source: String) -> [UInt8] {
        var xml = XMLWriter()
        let namespace = "http://schemas.openxmlformats.org/package/2006/relationships"
        xml.element("Relationships", ["xmlns": namespace]) { xml in
            for reference in references {
                let target =
                    reference.isExternal
                    ? reference.target : relativePath(reference.target, from: source)
                xml.element(
                    "Relationship",
                    [
                        "Id": reference.id, "Type": reference.type, "Target": target,
                        "TargetMode": reference.isExternal ? "External" : nil,
                    ])
            }
        }
        return xml.bytes
    }
}

/// The path of the part with the references of a part; "" is the whole file.
func relationshipsPath(of source: String) -> String {
    let (folder, name) = folderAndName(of: source)
    return folder.isEmpty ? "_rels/\(name).rels" : "\(folder)/_rels/\(name).rels"
}

/// How a part refers to another one: `../media/image1.png`.
func relativePath(_ target: String, from source: String) -> String {
    let folder = folderAndName(of: source).folder.split(separator: "/")
    let steps = target.split(separator: "/")
    var shared = 0
    while shared < folder.count, shared < steps.count - 1, folder[shared] == steps[shared] {
        shared += 1
    }
    let up = [Substring](repeating: "..", count: folder.count - shared)
    return (up + steps[shared...]).joined(separator: "/")
}

private func folderAndName(of path: String) -> (folder: String, name: String) {
    guard let slash = path.lastIndex(of: "/") else { return ("", path) }
    return (String(path[..<slash]), String(path[path.index(after: slash)...]))
}

/// The ending of a name in lower case: `png`.
private func ending(of path: String) -> String {
    let name = folderAndName(of: path).name
    guard let point = name.lastIndex(of: ".") else { return "" }
    return name[name.index(after: point)...].lowercased()
}
