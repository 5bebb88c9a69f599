import HTTPTypes
import NIOCore
import NIOHTTPTypes

/// Asks for bodies that wait to be asked for (RFC 9110, 10.1.1), and ends connections that only hold a
/// place: whose bodies come too slowly, also where nobody reads them any more as the answer is given,
/// and whose callers do not take the answers.
final class ConnectionGuard: ChannelInboundHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPRequestPart
    typealias OutboundOut = HTTPResponsePart

    private var began: NIODeadline?
    private var received: Int64 = 0
    /// Seconds that every body has, and bytes a second that it must have beyond.
    private static let (patience, slowest) = (Int64(60), Int64(1000))
    /// Ends the connection unless what waits to be sent is taken meanwhile.
    private var untaken: Scheduled<Void>?
    private static let longestUntaken = TimeAmount.seconds(180)

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head(let head):
            (began, received) = (.now(), 0)
            if head.headerFields[.expect]?.lowercased() == "100-continue" {
                context.writeAndFlush(
                    wrapOutboundOut(.head(HTTPResponse(status: .continue))), promise: nil)
            }
        case .body(let part):
            received += Int64(part.readableBytes)
            let most = TimeAmount.seconds(Self.patience + received / Self.slowest)
            if let began, NIODeadline.now() - began > most {
                context.close(promise: nil)
                return
            }
        case .end: began = nil
        }
        context.fireChannelRead(data)
    }

    func channelWritabilityChanged(context: ChannelHandlerContext) {
        untaken?.cancel()
        untaken = nil
        if !context.channel.isWritable {
            let channel = context.channel
            untaken = context.eventLoop.scheduleTask(in: Self.longestUntaken) {
                channel.close(promise: nil)
            }
        }
        context.fireChannelWritabilityChanged()
    }

    func channelInactive(context: ChannelHandlerContext) {
        untaken?.cancel()
        context.fireChannelInactive()
    }
}
