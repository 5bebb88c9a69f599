import Crypto
package import Formats
package import Hummingbird
package import NIOCore

/// A response body that can be sent many times: its bytes, a gzip copy, and an ETag of the content.
///
/// ```swift
/// Reply(["months": .array([])]).response(to: call.request)
/// ```
package struct Reply: Sendable {
    package let bytes: ByteBuffer
    /// The bytes in gzip; nil if compression is not worthwhile.
    package let packed: ByteBuffer?
    private let mediaType: String
    private let tag: String

    /// The media type of HTML pages.
    package static let html = "text/html; charset=utf-8"
    /// The media type of JSON.
    package static let json = "application/json"

    /// A reply with these bytes.
    package init(_ bytes: [UInt8], _ mediaType: String) {
        self.bytes = ByteBuffer(bytes: bytes)
        // Pictures and Office files are packed already.
        let isPacked =
            mediaType == "image/png" || mediaType.hasPrefix("application/vnd.openxmlformats-")
        let pays = bytes.count > 1000 && !isPacked
        packed = pays ? gzip(bytes).map { ByteBuffer(bytes: $0) } : nil
        self.mediaType = mediaType
        tag = base64URL(SHA256.hash(data: bytes).prefix(12))
    }

    /// A reply in JSON.
    package init(_ json: JSON) { self.init(json.document, Self.json) }

    /// The response to a request. It is 304 Not Modified if the client already has this content.
    ///
    /// - Parameters:
    ///   - request: the request to answer.
    ///   - status: the status of the response.
    ///   - isKept: whether a browser may keep the response and revalidate it.
    /// - Returns: the response, in gzip for clients that accept it.
    package func response(
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
    /// Whether the client accepts gzip (RFC 9110, 12.5.3).
    fileprivate var takesGzip: Bool {
        (headers[.acceptEncoding] ?? "").split(separator: ",").contains { one in
            let parts = one.lowercased().filter { $0 != " " }.split(separator: ";")
            let weight = parts.dropFirst().first { $0.hasPrefix("q=") }?.dropFirst(2)
            return parts.first == "gzip" && weight.flatMap { Double($0) } != 0
        }
    }
}
