/// Why a presentation or a workbook could not be written, or a template could not be read.
public enum OfficeError: Error, Equatable, Sendable, CustomStringConvertible {
    /// A library that is needed cannot be loaded.
    case noLibrary(file: String, package: String)
    /// The library is installed but lacks a function.
    case incompleteLibrary(file: String, missing: String, package: String)
    /// The template is no presentation that can be used.
    case template(reason: String, remedy: String)
    /// A workbook's values break a rule of the format.
    case workbook(reason: String)
    /// A slide's or chart's values cannot be shown.
    case slide(reason: String)
    /// The file could not be put together.
    case writing(reason: String)
    /// Memory is short.
    case outOfMemory

    /// One line: what, where and what to do.
    public var description: String {
        switch self {
        case .noLibrary(let file, let package):
            "cannot load \(file), which handles Office files: install \(package); if it is there, "
                + "memory is short"
        case .incompleteLibrary(let file, let missing, let package):
            "\(file) has no function \(missing), which handles Office files: reinstall \(package)"
        case .template(let reason, let remedy):
            "the template cannot be used (\(reason)): \(remedy)"
        case .workbook(let reason):
            "the workbook cannot be written: \(reason)"
        case .slide(let reason):
            "the slides cannot be written: \(reason)"
        case .writing(let reason):
            "the file cannot be put together (\(reason)): give the program more memory or disk"
        case .outOfMemory:
            "not enough memory for the Office file: give the program more"
        }
    }
}
