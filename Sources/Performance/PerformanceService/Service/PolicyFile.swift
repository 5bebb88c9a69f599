/// A policy file, as the settings page speaks of it.
public struct PolicyFile: Sendable {
    /// Its name.
    public let name: String
    /// The names of the constants that it gives. All others have their defaults.
    public let constants: Set<String>

    /// A file with this name that gives these constants.
    public init(name: String, constants: Set<String>) {
        self.name = name
        self.constants = constants
    }
}
