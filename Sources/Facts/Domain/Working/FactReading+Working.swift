extension FactReading {
    /// No facts of a working week: what a store of the performance side has.
    public var working: WorkingFacts { WorkingFacts() }
}
