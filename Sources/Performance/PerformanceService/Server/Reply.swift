import Formats
import Crypto
import Hummingbird
import NIOCore
import Review

/// An answer that may be given again: its bytes, packed too, and the tag that tells them from others.
struct Reply: Sendable {
    let bytes: ByteBuffer
    /// The same in gzip; nil where that would not pay.
    let packed: ByteBuffer?
    let mediaType: String
    let tag: String

    static let html = "text/html; charset=utf-8"
    static let json = "application/json"

    init(_ bytes: [UInt8], _ mediaType: String) {
        self.bytes = ByteBuffer(bytes: bytes)
        let pays = bytes.count > 1000 && mediaType != "image/png"
        packed = pays ? gzip(bytes).map { ByteBuffer(bytes: $0) } : nil
        self.mediaType = mediaType
        tag = base64URL(SHA256.hash(data: bytes).prefix(12))
    }

    init(_ json: JSON) { self.init(json.document, Self.json) }

    /// The answer to a request: nothing new where the asker has it already.
    func response(
        to request: Request, status: HTTPResponse.Status = .ok, isKept: Bool = true
    ) -> Response {
        var fields: HTTPFields = [
            .contentType: mediaType,
            .cacheControl: isKept ? "private, no-cache" : "no-store",
            .vary: "Accept-Encoding, Authorization, Cookie",
        ]
        let isPacked = packed != nil && request.takesGzip
        if isKept {
            let tag = "\"\(tag)\(isPacked ? "-gz" : "")\""
            fields[.eTag] = tag
            let known = request.headers[.ifNoneMatch] ?? ""
            if known.split(separator: ",").contains(where: {
                let one = $0.drop { $0 == " " || $0 == "W" || $0 == "/" }
                return one == tag || one == "*"
            }) {
                fields[.contentType] = nil
                return Response(status: .notModified, headers: fields)
            }
        }
        if isPacked { fields[.contentEncoding] = "gzip" }
        return Response(
            status: status, headers: fields,
            body: ResponseBody(byteBuffer: isPacked ? packed ?? bytes : bytes))
    }
}

extension Request {
    /// Whether the asker unpacks gzip (RFC 9110, 12.5.3).
    fileprivate var takesGzip: Bool {
        (headers[.acceptEncoding] ?? "").split(separator: ",").contains { one in
            let parts = one.lowercased().filter { $0 != " " }.split(separator: ";")
            let weight = parts.dropFirst().first { $0.hasPrefix("q=") }?.dropFirst(2)
            return parts.first == "gzip" && weight.flatMap { Double($0) } != 0
        }
    }
}
