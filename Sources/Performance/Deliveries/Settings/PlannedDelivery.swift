package import Access
package import Calendar
package import Delivery
import Domain

/// Who gets what, when and by which way: an entry of the settings.
package struct PlannedDelivery: Sendable {
    /// What is delivered.
    package enum Subject: Sendable, Equatable {
        /// The review of a month.
        case review([DeliveryContent], DeliveryTime)
        /// What happens to the month and the data.
        case alerts([AlertRule])
    }

    /// What tells deliveries apart, also after a restart.
    package let name: String
    /// What the recipients may see.
    package let role: DeliveryRole
    /// What is delivered.
    package let subject: Subject
    /// The way.
    package let route: any DeliveryRoute
    /// Where the way begins: a server or a folder. If it cannot be reached, nothing else goes there in
    /// the same run.
    package let place: String

    /// A delivery with these properties.
    package init(
        name: String, role: DeliveryRole, subject: Subject, route: any DeliveryRoute, place: String
    ) {
        self.name = name
        self.role = role
        self.subject = subject
        self.route = route
        self.place = place
    }

    /// The recipients as the access log names them.
    package var viewer: Viewer { role.viewer(subject: "delivery \(name)", name: route.name) }

    /// The way, in a few words: `mail to vera@example.com`.
    package var wayWords: String { route.name }

    /// What is delivered, in a few words: `brief and page`.
    package var contentWords: String {
        switch subject {
        case .review(let contents, _): contents.map(\.rawValue).joined(separator: " and ")
        case .alerts(let rules): "alerts: " + rules.map(\.words).joined(separator: ", ")
        }
    }

    /// When it is delivered, in a few words.
    package var timeWords: String {
        switch subject {
        case .review(_, let time): time.words
        case .alerts: "when it happens, each once"
        }
    }
}

/// When the review of a month is delivered.
package enum DeliveryTime: Sendable, Equatable {
    /// When the month is closed.
    case onClose
    /// On a working day of the month after, counted from 1.
    case workingDay(Int)

    /// In a few words.
    package var words: String {
        switch self {
        case .onClose: "when the month is closed"
        case .workingDay(let number): "working day \(number) of the month after"
        }
    }
}

/// All deliveries, and what holds for them.
package struct DeliverySettings: Sendable {
    /// The deliveries, those of alerts last.
    package var deliveries: [PlannedDelivery]
    /// Working days on which nobody works.
    package var holidays: Set<Day> = []
    /// The hour of a working day, in UTC, from which on its deliveries are due.
    package var hour = 6
    /// An alert is raised when the health history ends so many days before today.
    package var staleAfterDays = 7

    /// Settings with these deliveries.
    package init(deliveries: [PlannedDelivery]) { self.deliveries = deliveries }
}
