/// The size of a picture in pixels, 320x180 to 7680x4320.
public struct ChartSize: Sendable, Hashable {
    /// Pixels across.
    public var width: Int
    /// Pixels down.
    public var height: Int

    /// The reference size for all measures of the design: 1920x1080.
    public static let reference = ChartSize(validWidth: 1920, height: 1080)

    /// A size, or nil when it is outside 320x180 to 7680x4320.
    public init?(width: Int, height: Int) {
        guard (320...7680).contains(width), (180...4320).contains(height) else { return nil }
        self.init(validWidth: width, height: height)
    }

    /// A size written as `1920x1080`, or nil when the text is malformed or out of range.
    public init?(text: String) {
        let parts = text.split(separator: "x", omittingEmptySubsequences: false)
        guard parts.count == 2, let width = Int(parts[0]), let height = Int(parts[1]) else {
            return nil
        }
        self.init(width: width, height: height)
    }

    private init(validWidth width: Int, height: Int) {
        self.width = width
        self.height = height
    }
}
