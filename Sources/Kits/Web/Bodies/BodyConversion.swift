/// Converts the bytes of a body to the bytes of a file while the body arrives.
package protocol BodyConversion: Sendable {
    /// The bytes to write for a part of the body. The conversion may keep some for the next call.
    ///
    /// - Throws: `Problem` if the body is not what it should be.
    mutating func converted(_ part: [UInt8]) throws -> [UInt8]

    /// The bytes to write at the end of the body.
    ///
    /// - Throws: `Problem` if the body is not what it should be.
    mutating func end() throws -> [UInt8]
}
