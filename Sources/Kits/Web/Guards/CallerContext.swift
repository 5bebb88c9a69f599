import HTTPTypes
package import Hummingbird
import NIOCore

/// What is known of a request beside itself.
package struct CallerContext: RequestContext {
    /// What Hummingbird keeps of a request.
    package var coreContext: CoreRequestContextStorage
    /// The address that the connection comes from.
    private let peer: String?

    /// What is known as a request arrives.
    package init(source: ApplicationRequestContextSource) {
        coreContext = .init(source: source)
        peer = source.channel.remoteAddress?.ipAddress
    }

    /// Whom to count a sign-in against: the address that the connection comes from, or whom a proxy
    /// on this machine or in this network names as its last caller.
    func address(of request: Request) -> String {
        guard let peer else { return "unknown" }
        let forwarded = HTTPField.Name("X-Forwarded-For").flatMap { request.headers[$0] }
        guard let last = forwarded?.split(separator: ",").last, isNear(peer) else { return peer }
        return last.filter { $0 != " " }
    }
}

/// Whether an address is this machine's or of a private network (RFC 1918, RFC 4193).
package func isNear(_ address: String) -> Bool {
    let plain = address.hasPrefix("::ffff:") ? address.dropFirst(7) : address[...]
    let parts = plain.split(separator: ".").compactMap { UInt8($0) }
    guard parts.count == 4 else {
        return plain == "::1" || plain.hasPrefix("fc") || plain.hasPrefix("fd")
    }
    switch (parts[0], parts[1]) {
    case (127, _), (10, _), (192, 168), (172, 16...31): return true
    default: return false
    }
}
