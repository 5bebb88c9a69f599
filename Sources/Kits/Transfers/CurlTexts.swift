import CCurl
import Glibc

/// Calls `body` with texts that end with a zero byte, and NULL after the last one.
func withTexts<Result>(
    _ texts: [String],
    _ body: (UnsafeBufferPointer<UnsafePointer<CChar>?>) -> Result
) -> Result {
    let pointers = texts.map { UnsafePointer<CChar>(strdup($0)) } + [nil]
    defer { for pointer in pointers { free(UnsafeMutablePointer(mutating: pointer)) } }
    return pointers.withUnsafeBufferPointer(body)
}

extension CurlOutcome {
    /// Why no connection came about that can be trusted; nil for other failures.
    ///
    /// The codes are those of TLS: a wrong certificate, one that is not pinned, no TLS where it is
    /// required, a file of certificates that cannot be read.
    func distrust(of server: String) -> TransferError? {
        [53, 54, 58, 59, 60, 64, 66, 77, 80, 82, 83, 90, 91].contains(code)
            ? .notTrusted(server: server, reason: words) : nil
    }

    /// Why it failed, in libcurl's words.
    var words: String {
        withUnsafeBytes(of: reason) { bytes in
            String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
        }
    }
}
