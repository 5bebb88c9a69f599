public import Calendar
public import Charting
public import DeskAccess
public import HealthDesk
public import Scoring
public import SignIn

/// The settings of the desk's service.
public struct DeskConfiguration: Sendable {
    /// The address it listens on.
    public var host = "127.0.0.1"
    /// The port it listens on.
    public var port = 8090
    /// Whether cookies are sent only over TLS. Turn it off only to try the service on one machine.
    public var hasSecureCookies = true
    /// The requests per second that a caller may make in the long run. A burst may have twenty
    /// times as many.
    public var requestsPerSecond = 50.0
    /// The largest upload accepted for an import, in bytes as sent.
    public var largestImport = 256 << 20
    /// The folder for import files.
    public var scratchFolder = "."
    /// The day that counts as today, to try the desk with facts of the past; nil for the real one.
    public var date: Day?
    /// The constants.
    public var policy = DeskPolicy()
    /// The versions of the model; nil if the platform's scores count.
    public var models: ModelCourse?
    /// The playbooks that are suggested.
    public var playbooks: [Playbook] = []
    /// The look of charts.
    public var theme = Theme.light
    /// An OpenID Connect provider with which people sign in; nil for none.
    public var oidc: SignInProvider<Viewer>?

    /// The default settings.
    public init() {}
}
