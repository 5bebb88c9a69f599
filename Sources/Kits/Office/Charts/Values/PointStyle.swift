/// The dot at a value.
public enum Marker: String, Sendable, Equatable {
    case none
    case filled
    /// A ring, for a value on few cases.
    case hollow
}

/// How a line is drawn.
public enum LineStroke: String, Sendable, Equatable {
    case none
    case solid
    case thin
    case dashed
}

/// The look of a single dot.
public struct PointStyle: Sendable, Equatable {
    /// The colour.
    public var color: OfficeColor
    /// The dot.
    public var marker: Marker

    /// A look.
    public init(color: OfficeColor, marker: Marker = .filled) {
        self.color = color
        self.marker = marker
    }
}

/// Which values of a series have a label.
public enum PointLabels: Sendable, Equatable {
    case none
    /// Each has its value.
    case all
    /// The values at these indices.
    case at([Int])
    /// A text at these indices, which does not follow the numbers when they are edited.
    case texts([Int: String])
}

/// What stands behind the last value of a line, in its colour.
public enum EndLabel: Sendable, Equatable {
    case none
    /// The name of the series.
    case name
    /// The name and the value.
    case nameAndValue
    /// A text, which does not follow the numbers when they are edited.
    case text(String)
}
