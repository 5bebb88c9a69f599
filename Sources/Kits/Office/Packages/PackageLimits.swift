/// How large a template may be. Sizes are counted while a part is read.
enum PackageLimits {
    /// Bytes of the file.
    static let fileBytes = 200 << 20
    /// Bytes of one part, unpacked.
    static let partBytes = 64 << 20
    /// Bytes of one part in XML.
    static let xmlBytes = 16 << 20
    /// Bytes of all parts that are kept.
    static let totalBytes = 256 << 20
    /// Parts that are kept.
    static let parts = 2000
}
