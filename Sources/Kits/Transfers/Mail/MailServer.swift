import CCurl
import Foundation
import Glibc

/// A server that takes mail, reached by libcurl.
///
///     let server = try MailServer("smtps://smtp.example.com:465")
///     try server.send(mail)
public struct MailServer: Sendable {
    /// Its address: `smtps://HOST:PORT`, or `smtp://HOST:PORT` with STARTTLS.
    public let address: String
    /// Whether it is this machine, where mail may go without TLS.
    public let isOfThisMachine: Bool
    /// The account; nil without one.
    public var user: String?
    /// The password of the account.
    public var password: Secret?
    /// A file of certificates to trust instead of the system's.
    public var authorities: String?
    /// The longest time for a mail, in seconds.
    public var seconds = 120

    /// The server of an address.
    ///
    /// - Throws: `TransferError.noMailServer` for any other text.
    public init(_ text: String) throws(TransferError) {
        guard let parts = URLComponents(string: text), let host = parts.host, !host.isEmpty,
            let scheme = parts.scheme?.lowercased(), ["smtp", "smtps"].contains(scheme),
            parts.user == nil, parts.password == nil, ["", "/"].contains(parts.path)
        else { throw .noMailServer(text) }
        address = text
        isOfThisMachine = ["localhost", "127.0.0.1", "::1", "[::1]"].contains(host.lowercased())
    }

    /// Sends a mail. The server has taken it for all recipients when the method returns.
    ///
    /// - Throws: `TransferError`.
    public func send(_ mail: Mail) throws(TransferError) {
        if let error = TransferError(loadCurl()) { throw error }
        let recipients = mail.recipients.map { "<\($0.address)>" }
        let parts = mail.parts.flatMap { [$0.type, $0.name ?? ""] }
        let texts =
            [
                address, "<\(mail.sender.address)>", user ?? "", password?.text ?? "",
                authorities ?? "",
            ]
        let outcome = withTexts(texts) { texts in
            withTexts(mail.header) { fields in
                withTexts(recipients) { recipients in
                    withTexts(parts) { words in
                        var request = CurlRequest()
                        request.address = texts[0]
                        request.sender = texts[1]
                        if user != nil { request.user = texts[2] }
                        if password != nil { request.password = texts[3] }
                        if authorities != nil { request.authorities = texts[4] }
                        request.fields = fields.baseAddress
                        request.recipients = recipients.baseAddress
                        // STARTTLS is asked for everywhere else.
                        request.isPlainAllowed = isOfThisMachine
                        request.isDirect = isOfThisMachine
                        request.connectionTime = 20_000
                        request.time = seconds * 1000
                        request.most = 1 << 20
                        return transfer(&request, mail.parts, words)
                    }
                }
            }
        }
        free(outcome.answer)
        guard outcome.code != 0 else { return }
        if let distrust = outcome.distrust(of: address) { throw distrust }
        // A server that answers with a status of 4xx or 5xx was reached.
        guard outcome.status >= 400 else {
            throw .unreachable(server: address, reason: outcome.words)
        }
        throw .refusedMail(
            server: address, reason: "status \(outcome.status), \(outcome.words)",
            mayPass: outcome.status < 500)
    }

    /// Carries out a request whose parts are copied for it.
    private func transfer(
        _ request: inout CurlRequest, _ parts: [Mail.Part],
        _ words: UnsafeBufferPointer<UnsafePointer<CChar>?>
    ) -> CurlOutcome {
        var copies: [UnsafeMutableRawBufferPointer] = []
        defer { for copy in copies { copy.deallocate() } }
        let listed = parts.enumerated().map { place, part in
            let copy = UnsafeMutableRawBufferPointer.allocate(
                byteCount: max(1, part.bytes.count), alignment: 1)
            copy.copyBytes(from: part.bytes)
            copies.append(copy)
            return CurlPart(
                bytes: UnsafeRawPointer(copy.baseAddress), count: part.bytes.count,
                type: words[2 * place], name: part.name == nil ? nil : words[2 * place + 1])
        }
        return listed.withUnsafeBufferPointer { listed in
            request.parts = listed.baseAddress
            request.partCount = listed.count
            return curlTransfer(&request)
        }
    }
}
