extension SignalName {
    /// The signal in few words, for a heading: `Sessions in 90 days`.
    public var shortTitle: String {
        let days = name.split(separator: "_").last.map(String.init) ?? ""
        return switch family {
        case .score: self == .composite ? "Health score" : "\(spaced(name)) component"
        case .movement:
            if name.hasPrefix("change_") {
                "Score change in \(days) days"
            } else if name.hasPrefix("deviation_") {
                "Score swings in \(days) days"
            } else {
                "Red days of the last \(days)"
            }
        case .contact:
            switch name {
            case "nps": "Latest NPS answer"
            case "days_since_session": "Days since last session"
            default: "Sessions in \(days) days"
            }
        case .account:
            switch name {
            case "days_as_customer": "Days as customer"
            case "log_arr": "Contract size"
            default: "Days with this owner"
            }
        case .measures: spaced(name)
        case .milestones: "\(spaced(name.dropLast("_within_\(days)".count))) in \(days) days"
        }
    }

    /// The recorded name with spaces and a capital: `Product usage`.
    public var plainName: String { spaced(name) }

    private func spaced(_ name: some StringProtocol) -> String {
        name.prefix(1).uppercased() + name.dropFirst().map { $0 == "_" ? " " : String($0) }.joined()
    }
}
