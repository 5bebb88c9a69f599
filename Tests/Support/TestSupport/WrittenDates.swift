public import Calendar

extension Day: ExpressibleByStringLiteral {
    /// The day that a test writes; a wrong one ends the test.
    public init(stringLiteral text: String) {
        guard let day = Day(text) else { preconditionFailure("no such day: \(text)") }
        self = day
    }
}

extension Month: ExpressibleByStringLiteral {
    /// The month that a test writes; a wrong one ends the test.
    public init(stringLiteral text: String) {
        guard let month = Month(text) else { preconditionFailure("no such month: \(text)") }
        self = month
    }
}
