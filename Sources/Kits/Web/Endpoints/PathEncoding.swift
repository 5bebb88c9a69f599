import Foundation

extension String {
    /// The text as one part of a path, percent-encoded (RFC 3986, 2.1): letters, digits, `-`, `.`
    /// and `_` stay as they are.
    package var inPath: String {
        utf8.map { byte in
            let isPlain =
                (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte)
                || byte == 45 || byte == 46 || byte == 95
            let digits = String(byte, radix: 16, uppercase: true)
            return isPlain
                ? String(UnicodeScalar(byte)) : "%" + (byte < 16 ? "0" : "") + digits
        }.joined()
    }

    /// The text decoded from one part of a path; nil if it is not UTF-8.
    var decodedFromPath: String? { removingPercentEncoding }
}
