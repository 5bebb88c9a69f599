/// An import that is not, or no longer, remembered.
struct UnknownImport: Error, CustomStringConvertible {
    let id: ImportID

    var description: String { "the import \(id) is not known: its folder may have been deleted" }
}
