/// What is wrong with a theme file.
public enum ThemeError: Error, CustomStringConvertible, Hashable {
    /// The file cannot be read, or is none of a theme: `path`, and why.
    case unreadable(path: String, reason: String)
    /// A line of the file: what is wrong with it and what to do.
    case wrong(path: String, line: Int, reason: String)
    /// The logo cannot be used.
    case logo(path: String, line: Int, logo: String, reason: String)

    /// What is wrong, where, and what to do about it.
    public var description: String {
        switch self {
        case .unreadable(let path, let reason):
            "cannot read the theme \(path): \(reason); a theme is light, dark or a YAML file"
        case .wrong(let path, let line, let reason): "\(path), line \(line): \(reason)"
        case .logo(let path, let line, let logo, let reason):
            "\(path), line \(line): the logo \(logo) cannot be used: \(reason)"
        }
    }
}
