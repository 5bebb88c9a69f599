public import Calendar

/// Something that happened to a delivery. Events are only added; where a delivery stands follows from
/// them.
public struct DeliveryEvent: Sendable, Equatable {
    /// What happened.
    public enum Kind: String, Sendable, CaseIterable {
        /// The delivery was in the settings for the first time. What fell due before is not sent; the
        /// text is the number of closings there were.
        case seen
        /// An alert was raised. The period is that of the message that tells it.
        case alert
        /// A message is about to be sent.
        case begun
        /// The other side has taken the message. It happens once for each period.
        case sent
        /// The message was not sent, and will be tried again.
        case failed
        /// The message was not sent, and will not be until somebody asks for it.
        case refused
        /// Somebody asked to try again after a refusal.
        case retried
    }

    /// The name of the delivery.
    public let delivery: String
    /// What was to be delivered: a month, or a message of alerts; empty for `seen`.
    public let period: String
    /// What happened.
    public let kind: Kind
    /// When.
    public let time: Instant
    /// Why it failed, how it was sent, what the alert says, or what the kind says.
    public let text: String
    /// What tells alerts of a delivery apart; empty for other kinds.
    public let key: String
    /// The seconds that the other side asked to wait; 0 for none.
    public let wait: Int

    /// An event with these properties.
    public init(
        delivery: String, period: String = "", kind: Kind, time: Instant, text: String = "",
        key: String = "", wait: Int = 0
    ) {
        self.delivery = delivery
        self.period = period
        self.kind = kind
        self.time = time
        self.text = text
        self.key = key
        self.wait = wait
    }
}
