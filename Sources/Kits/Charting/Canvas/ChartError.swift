/// Why a picture could not be drawn.
public enum ChartError: Error, CustomStringConvertible, Hashable {
    /// A library that draws or sets text is not installed.
    case noLibrary(file: String, package: String)
    /// A library is installed but lacks a function.
    case incompleteLibrary(file: String, missing: String, package: String)
    /// Neither Inter (regular and semibold) nor DejaVu Sans was found in the searched directories.
    case noUsableFont
    /// A font file exists but cannot be read as TrueType or OpenType.
    case unreadableFont(path: String)
    /// There is not enough memory for a picture of this size.
    case outOfMemory(width: Int, height: Int)

    /// What happened and what to do about it.
    public var description: String {
        switch self {
        case .noLibrary(let file, let package):
            "cannot load \(file), which draws the charts: install \(package); if it is there, "
                + "memory is short"
        case .incompleteLibrary(let file, let missing, let package):
            "\(file) has no function \(missing), which draws the charts: reinstall \(package)"
        case .noUsableFont:
            "no usable font found: install fonts-inter (or fonts-dejavu-core)"
        case .unreadableFont(let path):
            "cannot read the font \(path): reinstall fonts-inter (or fonts-dejavu-core)"
        case .outOfMemory(let width, let height):
            "not enough memory for a picture of \(width)x\(height): choose a smaller size"
        }
    }
}
