/// A component of the model, such as product engagement.
public struct ModelComponent: Sendable, Equatable {
    /// Its name in files: `product`.
    public var name: String
    /// Its name for people: `Product engagement`.
    public var title: String
    /// Its weight in the model, above 0.
    public var weight: Double
    /// Data older than this many days is stale.
    public var validDays: Int
    /// A score below this asks for a look at the data points.
    public var threshold: Double
    /// What it is made of; not empty.
    public var measures: [ModelMeasure]

    /// A component with these properties.
    public init(
        name: String, title: String, weight: Double, validDays: Int, threshold: Double,
        measures: [ModelMeasure]
    ) {
        self.name = name
        self.title = title
        self.weight = weight
        self.validDays = validDays
        self.threshold = threshold
        self.measures = measures
    }
}
