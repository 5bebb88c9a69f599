/// How the service runs.
public struct ServiceConfiguration: Sendable {
    /// The address it listens on.
    public var host = "127.0.0.1"
    /// The port it listens on.
    public var port = 8080
    /// Whether cookies travel only over TLS. Off only for trying the service on one machine.
    public var hasSecureCookies = true
    /// Requests a second that a caller may make in the long run; at once, twenty times as many.
    public var requestsPerSecond = 50.0
    /// The largest file taken in, in bytes as it is sent.
    public var largestImport = 2 << 30
    /// A folder with room for files that are being taken in.
    public var scratchFolder = "."
    /// A provider whose access tokens are taken too.
    public var oidc: OIDC?

    /// The defaults.
    public init() {}
}
