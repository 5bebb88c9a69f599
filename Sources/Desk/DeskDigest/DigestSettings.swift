public import Transfers

/// By which ways digests go out.
public struct DigestSettings: Sendable {
    /// The ways.
    public var routes: [DigestRoute]
    /// Where people open the desk; nil leaves links out.
    public var address: WebAddress?
    /// The seconds between tries at a way that is out of order.
    public var waits = [2, 10, 30]
    /// A digest that could not be delivered for so many days is given up.
    public var patienceInDays = 7

    /// Settings with these routes.
    public init(routes: [DigestRoute], address: WebAddress? = nil) {
        self.routes = routes
        self.address = address
    }
}
