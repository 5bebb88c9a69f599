public import ArgumentParser
public import Calendar

extension Day: ExpressibleByArgument {
    /// Parses `2026-10-31`.
    public init?(argument: String) { self.init(argument) }
}
