import Formats
import Glibc

/// Turns text of any encoding into UTF-8, piece by piece.
///
/// The names of encodings are those of iconv: `CP1252`, `ISO-8859-15`, `UTF-16LE`, `SHIFT_JIS`.
package final class TextDecoder {
    private let handle: iconv_t
    private var rest: [UInt8] = []

    /// A decoder from an encoding; nil if there is none of that name.
    package init?(encoding: String) {
        guard let handle = iconv_open("UTF-8", encoding), Int(bitPattern: handle) != -1 else {
            return nil
        }
        self.handle = handle
    }

    deinit { iconv_close(handle) }

    /// Decodes the next bytes. Bytes of a character that is not complete wait for the next call.
    ///
    /// - Returns: the text in UTF-8; nil if the bytes are not of the encoding.
    package func decoded(_ bytes: UnsafeRawBufferPointer) -> [UInt8]? {
        var input = rest + bytes
        rest = []
        var output = [UInt8](repeating: 0, count: input.count * 4 + 16)
        let result: (used: Int, written: Int)? = input.withUnsafeMutableBytes { input in
            output.withUnsafeMutableBytes { output in
                var from = input.baseAddress?.assumingMemoryBound(to: CChar.self)
                var to = output.baseAddress?.assumingMemoryBound(to: CChar.self)
                var left = input.count
                var room = output.count
                let status = iconv(handle, &from, &left, &to, &room)
                guard status != -1 || errno == EINVAL else { return nil }
                return (input.count - left, output.count - room)
            }
        }
        guard let result else { return nil }
        rest = Array(input[result.used...])
        guard rest.count <= 16 else { return nil }
        return Array(output[..<result.written])
    }

    /// Whether all bytes so far made whole characters.
    package var isAtCharacterEnd: Bool { rest.isEmpty }
}
