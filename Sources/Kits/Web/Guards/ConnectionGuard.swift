import HTTPTypes
import NIOCore
import NIOHTTPTypes

/// Answers `Expect: 100-continue` (RFC 9110, 10.1.1) and closes connections that are too slow.
/// Once the service stops, it closes connections that do not end by themselves soon.
///
/// Slow connections are those whose body arrives too slowly, even when the answer is already under way
/// and nobody reads the body, and those whose client does not read the answer.
final class ConnectionGuard: ChannelInboundHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPRequestPart
    typealias OutboundOut = HTTPResponsePart

    private var began: NIODeadline?
    private var received: Int64 = 0
    /// Each body gets `patience` seconds, and one second more for every `slowest` bytes received.
    private static let (patience, slowest) = (Int64(60), Int64(1000))
    /// Closes the connection unless the client reads the pending data in time.
    private var untaken: Scheduled<Void>?
    private static let longestUntaken = TimeAmount.seconds(180)
    /// Closes the connection after the service was told to stop.
    private var lastCall: Scheduled<Void>?
    private static let longestAnswerAtEnd = TimeAmount.seconds(10)
    /// Fulfilled when the client hangs up.
    private var hungUp: EventLoopPromise<Void>?
    private var isHungUp = false

    /// A future that ends when the client hangs up, or closes its side of the connection.
    func hangUp(on eventLoop: any EventLoop) -> EventLoopFuture<Void> {
        if isHungUp { return eventLoop.makeSucceededVoidFuture() }
        let promise = hungUp ?? eventLoop.makePromise()
        hungUp = promise
        return promise.futureResult
    }

    private func noteHangUp() {
        isHungUp = true
        hungUp?.succeed()
        hungUp = nil
    }

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

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if let closed = event as? ChannelEvent, closed == .inputClosed { noteHangUp() }
        if event is ChannelShouldQuiesceEvent, lastCall == nil {
            let channel = context.channel
            lastCall = context.eventLoop.scheduleTask(in: Self.longestAnswerAtEnd) {
                channel.close(promise: nil)
            }
        }
        context.fireUserInboundEventTriggered(event)
    }

    func channelInactive(context: ChannelHandlerContext) {
        untaken?.cancel()
        noteHangUp()
        lastCall?.cancel()
        context.fireChannelInactive()
    }
}
