public import Domain

/// A measure of a component: where its value comes from and how it becomes a score.
public struct ModelMeasure: Sendable, Equatable {
    /// Where the value of a measure comes from.
    public enum Source: Sendable, Equatable {
        /// The latest value of a measure.
        case value(measure: String, PiecewiseLinear)
        /// The latest value of a measure as a share of its whole.
        case share(measure: String, PiecewiseLinear)
        /// The mean of the last days against the mean of as many days before: -0.34 is a third less.
        case change(measure: String, PiecewiseLinear)
        /// The days since the last meaningful touch.
        case touch(PiecewiseLinear)
        /// Whether somebody has a role: 100 if so, else 0.
        case contact(role: Contact.Role)
    }

    /// Its name within the component.
    public var name: String
    /// Its weight within the component, above 0.
    public var weight: Double
    /// Where its value comes from.
    public var source: Source
    /// The text of its data point.
    public var text: DataPointText
    /// The text of the data point where nobody has the role; nil for other sources.
    public var vacantText: DataPointText?

    /// A measure with these properties.
    public init(
        name: String, weight: Double, source: Source, text: DataPointText,
        vacantText: DataPointText? = nil
    ) {
        self.name = name
        self.weight = weight
        self.source = source
        self.text = text
        self.vacantText = vacantText
    }
}

extension ModelMeasure.Source {
    /// The measure of the feed `measures` that it reads; nil for touches and contacts.
    public var measure: String? {
        switch self {
        case .value(let measure, _), .share(let measure, _), .change(let measure, _): measure
        case .touch, .contact: nil
        }
    }

    /// The placeholders that a text of its data point may have.
    public var placeholders: Set<String> {
        switch self {
        case .value: ["value", "of"]
        case .share: ["value", "of", "share"]
        case .change: ["change", "value", "before"]
        case .touch: ["days", "day"]
        case .contact: ["name", "since"]
        }
    }
}
