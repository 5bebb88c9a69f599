/// Why a sample could not be written.
public enum SampleError: Error, Equatable, CustomStringConvertible {
    /// A size or a share lies outside its range.
    case outOfRange(name: String, allowed: String)

    /// What is wrong and what to do.
    public var description: String {
        switch self {
        case .outOfRange(let name, let allowed):
            "\(name) is out of range: give \(allowed)"
        }
    }
}
