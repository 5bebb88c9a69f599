package import CGD

extension ChartError {
    /// What a search for libgd failed at, or nil when it found all functions.
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
