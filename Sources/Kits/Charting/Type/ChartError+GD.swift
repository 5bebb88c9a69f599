package import CGD

extension ChartError {
    /// The error for a failed search for libgd, or nil when all functions were found.
    package init?(_ search: GDSearch) {
        if !search.isInstalled {
            self = .noGD
        } else if let missing = search.missing {
            self = .incompleteGD(missing: String(cString: missing))
        } else {
            return nil
        }
    }
}
