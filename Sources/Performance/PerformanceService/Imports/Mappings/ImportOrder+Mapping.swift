import Intake

extension ImportOrder {
    /// Has the file read by the mapping of that name. A saved mapping is taken as it is now.
    ///
    /// - Parameters:
    ///   - name: one that ships with Parallax, or a saved one; nil or empty for none.
    ///   - folder: the saved mappings.
    /// - Returns: whether there is such a mapping.
    /// - Throws: an error if a saved mapping cannot be read.
    mutating func useMapping(_ name: String?, from folder: MappingFolder) throws -> Bool {
        mapping = name.flatMap { $0.isEmpty ? nil : $0 }
        mappingText = nil
        guard let mapping, !Mapping.bundledNames.contains(mapping) else { return true }
        guard let saved = MappingName(mapping), let text = try folder.text(of: saved) else {
            return false
        }
        mappingText = text
        return true
    }
}
