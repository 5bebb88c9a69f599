/// What to do about a kind of problem: when it fits, and its steps.
public struct Playbook: Sendable, Equatable {
    /// A step of a playbook.
    public struct Step: Sendable, Equatable {
        /// What is to be done.
        public var title: String
        /// Why it helps.
        public var why: String
        /// It is due so many days after the start.
        public var dueInDays: Int

        /// A step with these properties.
        public init(title: String, why: String, dueInDays: Int) {
            self.title = title
            self.why = why
            self.dueInDays = dueInDays
        }
    }

    /// Its name in files.
    public var name: String
    /// Its name for people.
    public var title: String
    /// What it is for, in a sentence.
    public var aim: String
    /// It is known so many days after the start whether it works.
    public var knownAfterDays: Int
    /// What makes it fit: any of them is enough.
    public var triggers: [PlaybookTrigger]
    /// What to do, in order; not empty.
    public var steps: [Step]

    /// A playbook with these properties.
    public init(
        name: String, title: String, aim: String, knownAfterDays: Int,
        triggers: [PlaybookTrigger], steps: [Step]
    ) {
        self.name = name
        self.title = title
        self.aim = aim
        self.knownAfterDays = knownAfterDays
        self.triggers = triggers
        self.steps = steps
    }
}
