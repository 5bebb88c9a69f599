/// Why a picture could not be drawn.
public enum ChartError: Error, CustomStringConvertible, Hashable {
    /// The library that draws glyphs and writes PNGs is not installed.
    case noGD
    /// The library is installed but lacks a function.
    case incompleteGD(missing: String)
    /// Neither Inter (regular and semibold) nor DejaVu Sans was found in the searched directories.
    case noUsableFont
    /// A font file exists but cannot be read as TrueType or OpenType.
    case unreadableFont(path: String)
    /// There is not enough memory for a picture of this size.
    case outOfMemory(width: Int, height: Int)

    /// What happened and what to do about it.
    public var description: String {
        switch self {
        case .noGD:
            "cannot load libgd.so.3, which draws the charts: install libgd3; if it is there, "
                + "memory is short"
        case .incompleteGD(let missing):
            "libgd.so.3 has no function \(missing), which draws the charts: reinstall libgd3"
        case .noUsableFont:
            "no usable font found: install fonts-inter (or fonts-dejavu-core)"
        case .unreadableFont(let path):
            "cannot read the font \(path): reinstall fonts-inter (or fonts-dejavu-core)"
        case .outOfMemory(let width, let height):
            "not enough memory for a picture of \(width)x\(height): choose a smaller size"
        }
    }
}
