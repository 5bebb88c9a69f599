import HTTPTypes
import NIOCore
import NIOHTTPTypes

/// Asks for bodies that wait to be asked for (RFC 9110, 10.1.1), and ends connections whose bodies
/// come so slowly that they only hold a place: also those that nobody reads any more as the answer is
/// given.
final class SlowBodies: ChannelInboundHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPRequestPart
    typealias OutboundOut = HTTPResponsePart

    private var began: NIODeadline?
    private var received: Int64 = 0
    /// Seconds that every body has, and bytes a second that it must have beyond.
    private static let (patience, slowest) = (Int64(60), Int64(1000))

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
}
