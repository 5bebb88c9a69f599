public import Scoring
import SettingsFiles

extension DeskPolicy {
    /// Reads a policy from a YAML file such as `Data/desk-policy.yaml`. Constants that the file does
    /// not name keep their defaults.
    ///
    /// - Parameter path: the file.
    /// - Throws: `FileError`, or `DeskFileError.policy` that names the constant which is unknown or
    ///   has an impossible value.
    public init(yamlFile path: String) throws {
        self = try readYAML(path, failure: { DeskFileError.policy(path: path, reason: $0) }) {
            file in
            var policy = DeskPolicy()
            for (name, value) in try file.pairs() {
                guard let constant = DeskPolicy.constants.first(where: { $0.name == name }) else {
                    throw value.fault(
                        "is no constant of the desk; Data/desk-policy.yaml names all")
                }
                policy[keyPath: constant.path] = try value.constant(name)
            }
            try policy.checkOrder()
            return policy
        }
    }

    private func checkOrder() throws {
        if redBelow > amberBelow {
            throw FileFault("red_below", "must not be above amber_below")
        }
        if nearRenewalDays >= farRenewalDays {
            throw FileFault("near_renewal_days", "must be below far_renewal_days")
        }
        if newCustomerDays > longCustomerDays {
            throw FileFault("new_customer_days", "must not be above long_customer_days")
        }
        if overrideDefaultDays > overrideMaximumDays {
            throw FileFault("override_default_days", "must not be above override_maximum_days")
        }
    }
}

extension FileValue {
    /// The value of a constant, within what makes sense for it.
    fileprivate func constant(_ name: String) throws -> Double {
        switch name {
        case "red_below", "amber_below", "component_threshold", "alert_margin_points":
            try number(0...100)
        case "least_basis", "unknown_part", "far_renewal_time", "concentration_level":
            try number(0...1)
        case "level_weight", "decline_weight", "silence_weight": try number(0...1)
        case "decline_points": try number(0.1...100)
        case "concentration_count": Double(try whole(1...1_000_000))
        case "change_days", "decline_days", "silence_days", "override_default_days",
            "override_maximum_days":
            Double(try whole(1...3650))
        default: Double(try whole(0...3650))
        }
    }
}
