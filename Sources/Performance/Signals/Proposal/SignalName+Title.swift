extension SignalName {
    /// The signal in words, at the start of a sentence: `Sessions in the 90 days before`.
    public var title: String {
        let days = name.split(separator: "_").last.map(String.init) ?? ""
        return switch family {
        case .score: self == .composite ? "The health score" : "The component \(name)"
        case .movement:
            if name.hasPrefix("change_") {
                "The change of the score over \(days) days"
            } else if name.hasPrefix("deviation_") {
                "The spread of the score over \(days) days"
            } else {
                "Red days among the last \(days)"
            }
        case .contact:
            switch name {
            case "nps": "The latest NPS answer"
            case "days_since_session": "The time since the last session"
            default: "The number of sessions in \(days) days"
            }
        case .account:
            switch name {
            case "days_as_customer": "The time as a customer"
            case "log_arr": "The size of the contract"
            default: "The time with the present owner"
            }
        case .measures: "The measure \(name)"
        case .milestones: "\(name.dropLast("_within_\(days)".count)) within \(days) days"
        }
    }
}
