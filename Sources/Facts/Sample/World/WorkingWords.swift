/// What CSMs write down in the synthetic working week. The playbooks are those that ship with the
/// desk.
enum WorkingWords {
    /// A playbook: its name, and the title and due day of each step.
    typealias Playbook = (name: String, steps: [(title: String, days: Int)])

    static let adoption: Playbook = (
        "adoption",
        [
            ("Find out who does not use it, and what they work on", 3),
            ("Agree with the champion on one task that should move into the product", 10),
            ("Show that task to the people who do it, with their own data", 21),
            ("Look at the numbers together and choose the next task", 45),
        ]
    )
    static let support: Playbook = (
        "support",
        [
            ("List the open tickets with support, each with an owner and a date", 1),
            ("Call the customer with that list", 2),
            ("Report every week until the list is empty", 9),
            ("Ask what would have prevented it, and pass it on to the product team", 21),
        ]
    )
    static let sponsor: Playbook = (
        "sponsor",
        [
            ("Ask the champion who decides now, and what that person is measured by", 3),
            ("Write one page on what the customer has gained so far, in their own numbers", 7),
            ("Meet the new sponsor, with your own manager", 21),
            ("Agree on one goal for the next quarter, in writing", 30),
        ]
    )
    static let renewal: Playbook = (
        "renewal",
        [
            ("Check who signs, who must agree, and by when notice can be given", 7),
            ("Review the year with the sponsor, goal by goal", 21),
            ("Name the risks and what you do about each, to your manager", 28),
            ("Send the offer", 45),
            ("Confirm the date of the signature", 60),
        ]
    )
    static let quiet: Playbook = (
        "quiet",
        [
            ("Read what changed at the customer, in the usage and in the news", 2),
            ("Call the champion, without an agenda of your own", 5),
            ("If nobody answers, try a second person and another way", 12),
            ("Put the next conversation into both calendars", 14),
        ]
    )
    static let playbooks = [adoption, support, sponsor, renewal, quiet]

    static let calls = [
        "Open points, nothing urgent", "New hires start next month, asked for a training",
        "Went through the dashboard together", "Happy with the last release",
        "Planning for next quarter, second team in view",
        "Budget round is on, wants a short summary",
    ]
    static let hardCalls = [
        "Tickets take too long, wants a date for each",
        "Fewer people use it since the reorganisation",
        "Asked what the contract costs per active user", "Short call, they had no time",
    ]
    static let messages = ["Left a message", "No answer, will try again"]
    static let mails = [
        "Sent the notes of the last call", "Asked for a date, no answer yet",
        "Answered a question about exports", "Sent the usage summary",
    ]
    static let decisions = [
        "The sponsor confirmed the plan in writing", "Procurement sent its questions",
    ]
    static let notes = [
        "Reorganisation announced in the news", "Uses a spreadsheet beside the product",
        "Prefers calls before noon",
    ]
    static let automated = ["Monthly usage report", "Invitation to the webinar"]
    static let escalations = [
        "Data export fails since Monday", "Single sign-on broken for one team",
        "Threatens to stop the roll-out", "Report shows wrong totals", "Outage during their audit",
    ]
    static let requests = [
        "Asks for an invoice by business unit", "Wants an audit log export",
        "Asks for a training in their time zone", "Needs the security questionnaire filled in",
    ]
    static let tasks = [
        "Prepare the business review", "Send the usage summary to the sponsor",
        "Introduce the new support lead", "Agree on the dates of the training",
        "Collect two success stories",
    ]
}
