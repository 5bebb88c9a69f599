public import Calendar
public import Domain

/// A way to work the numbers of scorecards out, with the version that a closing remembers.
public struct FigureMethod: Sendable {
    /// The version of the methods.
    public let version: Int
    /// Works the numbers out.
    public let figures: @Sendable (Portfolio, Policy, Month) -> CardFigures

    /// A method of this version.
    public init(
        version: Int, figures: @escaping @Sendable (Portfolio, Policy, Month) -> CardFigures
    ) {
        self.version = version
        self.figures = figures
    }

    /// The method of this program.
    public static let current = FigureMethod(version: Policy.methodsVersion) {
        CardFigures($0, policy: $1, month: $2)
    }
}
