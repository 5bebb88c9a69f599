package import CGD
package import CText

extension ChartError {
    /// The error for a failed search for libgd, or nil when all functions were found.
    package init?(_ search: GDSearch) {
        if !search.isInstalled {
            self = .noLibrary(file: "libgd.so.3", package: "libgd3")
        } else if let missing = search.missing {
            self = .incompleteLibrary(
                file: "libgd.so.3", missing: String(cString: missing), package: "libgd3")
        } else {
            return nil
        }
    }

    /// The error for a failed search for the libraries of text, or nil when all functions were
    /// found.
    package init?(_ search: TextSearch) {
        guard let file = search.file, let package = search.package else { return nil }
        if let missing = search.function {
            self = .incompleteLibrary(
                file: String(cString: file), missing: String(cString: missing),
                package: String(cString: package))
        } else {
            self = .noLibrary(file: String(cString: file), package: String(cString: package))
        }
    }
}
