import HTTPTypes
package import Hummingbird
import NIOCore

/// What the service knows of a request in addition to the request itself.
package struct CallerContext: RequestContext {
    /// Hummingbird's own data about the request.
    package var coreContext: CoreRequestContextStorage
    /// The address that the connection comes from.
    private let peer: String?
    /// The connection.
    private let channel: any Channel

    /// The context of a request that has just arrived.
    package init(source: ApplicationRequestContextSource) {
        coreContext = .init(source: source)
        channel = source.channel
        peer = source.channel.remoteAddress?.ipAddress
    }

    /// Ends when the client hangs up, or closes its side of the connection.
    var hangUp: EventLoopFuture<Void> {
        channel.eventLoop.flatSubmit { [channel] in
            do {
                return try channel.pipeline.syncOperations.handler(type: ConnectionGuard.self)
                    .hangUp(on: channel.eventLoop)
            } catch {
                // A test's channel has no such handler.
                return channel.closeFuture
            }
        }
    }

    /// The client address that sign-in attempts are counted for. It is the address of the
    /// connection. If that is on this machine or a private network, it is a proxy: then the last
    /// address that the proxy reports in `X-Forwarded-For` counts.
    func address(of request: Request) -> String {
        guard let peer else { return "unknown" }
        let forwarded = HTTPField.Name("X-Forwarded-For").flatMap { request.headers[$0] }
        guard let last = forwarded?.split(separator: ",").last, isNear(peer) else { return peer }
        return last.filter { $0 != " " }
    }
}

/// Whether an address is on this machine or a private network (RFC 1918, RFC 4193).
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
