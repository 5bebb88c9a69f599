public import Access
public import Charting
package import Deliveries
public import SignIn

/// The settings of the service.
public struct ServiceConfiguration: Sendable {
    /// The address it listens on.
    public var host = "127.0.0.1"
    /// The port it listens on.
    public var port = 8080
    /// Whether cookies are sent only over TLS. Turn it off only to try the service on one machine.
    public var hasSecureCookies = true
    /// The requests per second that a caller may make in the long run. A burst may have twenty
    /// times as many.
    public var requestsPerSecond = 50.0
    /// The largest upload accepted for an import, in bytes as sent.
    public var largestImport = 2 << 30
    /// The folder for import files. It needs enough free space for the uploads.
    public var scratchFolder = "."
    /// The folder for mappings that people save on the import page.
    public var mappingsFolder = "mappings"
    /// The file that the policy was read from, for the settings page; nil for the defaults.
    public var policyFile: PolicyFile?
    /// The look of the charts; nil for light, and dark in browsers that prefer it.
    public var theme: Theme?
    /// Who gets what by itself; nil for no deliveries.
    package var deliveries: DeliverySettings?
    /// The path of the file for which one process at a time sends deliveries.
    public var deliveryClaim = "parallax.deliveries"
    /// An OpenID Connect provider, with which people sign in or whose access tokens are accepted
    /// too; nil for none.
    public var oidc: SignInProvider<Viewer>?

    /// The default settings.
    public init() {}
}
