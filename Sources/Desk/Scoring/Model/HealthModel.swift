public import Calendar

/// A model of health: what a score is made of.
///
/// It is a value. `DeskFiles` reads it from a file such as `Data/health-model.yaml`.
public struct HealthModel: Sendable, Equatable {
    /// Its version, which every score carries.
    public var version: String
    /// The day from which it counts; nil for a first version, which counts from ever.
    public var from: Day?
    /// A score below this is an alert.
    public var threshold: Double
    /// The components, in the order in which pages show them; not empty.
    public var components: [ModelComponent]

    /// A model with these properties.
    public init(
        version: String, from: Day? = nil, threshold: Double, components: [ModelComponent]
    ) {
        self.version = version
        self.from = from
        self.threshold = threshold
        self.components = components
    }

    /// The measures of the feed `measures` that it reads.
    public var measures: Set<String> {
        Set(components.flatMap(\.measures).compactMap(\.source.measure))
    }
}
