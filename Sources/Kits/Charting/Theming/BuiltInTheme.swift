/// The themes that ship inside the program, as words of a request.
public enum BuiltInTheme: String, Sendable, CaseIterable {
    /// Dark ink on white.
    case light
    /// Light ink on deep blue.
    case dark

    /// The theme.
    public var theme: Theme {
        switch self {
        case .light: .light
        case .dark: .dark
        }
    }
}
