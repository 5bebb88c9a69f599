import Calendar
import Crypto
import Formats
import Foundation
public import Transfers

/// Posts messages as JSON to a program, signed with a shared secret.
///
/// A request has three header fields: `webhook-id`, the message's identifier; `webhook-timestamp`,
/// seconds since 1970; and `webhook-signature`, `v1,` and the base64 of the HMAC-SHA256 of
/// `ID.TIMESTAMP.BODY`. A receiver compares it, refuses old timestamps and forgets repeated
/// identifiers. Attachments are in the body under `attachments`: name, type, and the bytes in base64.
///
/// Source: Standard Webhooks, standardwebhooks.com.
public struct WebhookRoute: DeliveryRoute {
    /// Where it posts to.
    public var address: WebAddress
    /// The key of the signature: `whsec_` and base64, or any other text.
    public var secret: Secret
    /// The time of a request.
    public var clock: @Sendable () -> Int

    /// A route to an address.
    ///
    /// - Parameters:
    ///   - address: where it posts to.
    ///   - secret: the key of the signature: `whsec_` and base64, or any other text.
    ///   - clock: the seconds since 1970 now.
    public init(_ address: WebAddress, secret: Secret, clock: @escaping @Sendable () -> Int) {
        self.address = address
        self.secret = secret
        self.clock = clock
    }

    /// `webhook at SERVER`
    public var name: String { "webhook at \(address.server)" }

    /// Posts a message. Any status of 200 to 299 says that it arrived.
    public func deliver(_ message: Message) throws(DeliveryError) {
        let time = "\(clock())"
        let body = document(message)
        var request = HTTPRequest(.post, address)
        request.body = body
        request.seconds = 30
        request.most = 1 << 20
        request.fields = [
            ("Content-Type", "application/json"), ("webhook-id", message.id),
            ("webhook-timestamp", time),
            ("webhook-signature", "v1,\(signature(of: body, id: message.id, time: time))"),
        ]
        let answer: HTTPAnswer
        do {
            answer = try request.answer()
        } catch {
            throw DeliveryError(error)
        }
        guard !answer.isSuccess else { return }
        let reason = "\(address.server) answers \(answer.status) to the webhook"
        throw answer.mayPass
            ? .later(reason, wait: answer.retryAfter)
            : .refused("\(reason): check its address and its secret")
    }

    private func document(_ message: Message) -> [UInt8] {
        let members: [(name: String, value: JSON)] = [
            ("id", .text(message.id)), ("created", .text("\(message.created)")),
            ("subject", .text(message.subject)), ("text", .text(message.text)),
        ]
        return JSON.object(members + message.content.members + attachments(message)).document
    }

    private func attachments(_ message: Message) -> [(name: String, value: JSON)] {
        guard !message.attachments.isEmpty else { return [] }
        let files = message.attachments.map { file -> JSON in
            [
                "name": .text(file.name), "type": .text(file.type),
                "content": .text(Data(file.bytes).base64EncodedString()),
            ]
        }
        return [("attachments", .array(files))]
    }

    private func signature(of body: [UInt8], id: String, time: String) -> String {
        let start = "whsec_"
        let coded = secret.text.hasPrefix(start) ? String(secret.text.dropFirst(start.count)) : ""
        let key = Data(base64Encoded: coded).flatMap { $0.isEmpty ? nil : $0 }
        var code = HMAC<SHA256>(key: SymmetricKey(data: key ?? Data(secret.text.utf8)))
        code.update(data: Data("\(id).\(time).".utf8))
        code.update(data: Data(body))
        return Data(code.finalize()).base64EncodedString()
    }
}
