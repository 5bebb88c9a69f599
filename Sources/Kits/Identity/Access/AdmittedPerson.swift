public import Calendar
import Formats

/// A person who was given access by name. They sign in with the company's provider.
public struct AdmittedPerson<Viewer: SessionViewer>: Sendable, Equatable {
    /// The person's name in lists and logs.
    public let id: String
    /// The e-mail address, as `emailKey` writes it; nil if they were added by subject.
    public let email: String?
    /// The provider's identifier of the person; nil until they first sign in.
    public let subject: String?
    /// What they may see. The subject is the person's identifier.
    public let viewer: Viewer
    /// When they were given access.
    public let added: Instant

    /// A person with these properties. The subject of the viewer is replaced by the identifier.
    public init(id: String, email: String?, subject: String?, viewer: Viewer, added: Instant) {
        self.id = id
        self.email = email
        self.subject = subject
        self.viewer = viewer.identified(by: id)
        self.added = added
    }

    /// A new person with an identifier of their own.
    public init(email: String?, subject: String?, viewer: Viewer, added: Instant) {
        let digits = hexadecimal((0..<4).map { _ in UInt8.random(in: .min ... .max) })
        self.init(
            id: Viewer.prefixes.person + digits, email: email, subject: subject, viewer: viewer,
            added: added)
    }

    /// What they sign in as: the address, or else the provider's identifier.
    public var key: String { email ?? subject ?? "" }
}

/// An e-mail address as it is compared: without spaces around it, and with its ASCII letters in
/// lower case. Other letters stay as they are: "K", the sign for kelvin, is no "k".
///
/// ```swift
/// emailKey("Vera.Lund@example.com")  // "vera.lund@example.com"
/// ```
///
/// - Returns: the address; nil if the text is none, or longer than 254 bytes.
public func emailKey(_ text: String) -> String? {
    let trimmed = text.utf8.drop { $0 == 32 }.reversed().drop { $0 == 32 }.reversed()
    guard trimmed.count <= 254, trimmed.allSatisfy({ $0 > 32 && $0 != 127 }) else { return nil }
    let parts = trimmed.split(separator: UInt8(ascii: "@"), omittingEmptySubsequences: false)
    guard parts.count == 2, parts.allSatisfy({ !$0.isEmpty }) else { return nil }
    let lower = trimmed.map { (65...90).contains($0) ? $0 + 32 : $0 }
    return String(decoding: lower, as: UTF8.self)
}
