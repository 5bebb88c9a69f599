public import Foundation

/// Bytes as text that may stand in an address or a cookie (RFC 4648, section 5, without padding).
public func base64URL(_ bytes: some Sequence<UInt8>) -> String {
    Data(bytes).base64EncodedString().replacing("+", with: "-").replacing("/", with: "_")
        .replacing("=", with: "")
}

/// The bytes of such a text; nil where `base64URL` writes no bytes so: each has one text alone.
public func bytes(ofBase64URL text: String) -> Data? {
    let plain = text.replacing("-", with: "+").replacing("_", with: "/")
    let padding = String(repeating: "=", count: (4 - plain.utf8.count % 4) % 4)
    guard let bytes = Data(base64Encoded: plain + padding), base64URL(bytes) == text else {
        return nil
    }
    return bytes
}
