/// Why deliveries cannot be made.
package enum DeliverySettingsError: Error, Equatable, CustomStringConvertible {
    /// The settings are wrong.
    case settings(path: String, reason: String)
    /// There is no delivery of a name.
    case unknownDelivery(String)

    /// One line: what, where and what to do.
    package var description: String {
        switch self {
        case .settings(let path, let reason): "cannot use the deliveries \(path): \(reason)"
        case .unknownDelivery(let name):
            "there is no delivery '\(name)' in the settings: `parallax deliver --list` lists all"
        }
    }
}
