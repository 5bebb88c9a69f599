public import Domain

/// What a closed month published, what it would be today, and what made the difference.
///
/// ```swift
/// let found = try Restatements(
///     closed, published: CardFigures(published: review), policy: policy, replay: replay,
///     today: Policy())
/// for card in found.cards { print(card.subject, card.figures.count { $0.isRestated }) }
/// ```
///
/// The steps follow one another: the method (worked out again with the facts and the policy of the
/// closing, minus published), each import in order and within it by `ChangeKind`, the policy. Steps
/// of a group are summed. The sum of a figure's steps is its difference.
///
/// Source: `Documentation/methods.md`, 27.
public struct Restatements: Sendable {
    /// The closing.
    public let closed: ClosedMonth
    /// The version of the methods that today's figures come from.
    public let methodsVersion: Int
    /// Whether the policy has other constants today.
    public let hasOtherPolicy: Bool
    /// The reporting currency of both sides; nil where the policy of today has another one.
    public let currency: String?
    /// What came in since that could change a figure.
    public let parts: [ReplayedPart]
    /// The cards: those that were published, then those that came since.
    public let cards: [Card]
    /// How the figures moved, for a comparison after the next import.
    public let course: RestatementCourse

    /// The numbers of one card.
    public struct Card: Sendable {
        /// Whose they are.
        public let subject: CardFigures.Subject
        /// All figures, in the order of `CardFigure.all`.
        public let figures: [Figure]
        /// Whether a figure differs.
        public var isRestated: Bool { figures.contains { $0.isRestated } }
    }

    /// One number, published and today.
    public struct Figure: Sendable {
        /// Its place in `CardFigure.all`.
        public let place: Int
        /// What was published; nil for null.
        public let published: Double?
        /// What it is today; nil for null.
        public let current: Double?
        /// What made the difference, in the order of the groups, those of 0 left out; empty where
        /// either side is null.
        public let steps: [Step]
        /// Today's minus the published number; nil where either is null.
        public var difference: Double? { published.flatMap { old in current.map { $0 - old } } }
        /// Whether the numbers differ.
        public var isRestated: Bool { published != current }
    }

    /// The part of a difference that has one kind of reason.
    public struct Step: Sendable, Equatable {
        /// The kind of reason.
        public let group: RestatementGroup
        /// How much it changed the figure.
        public let change: Double
    }

    /// Compares what was published with today.
    ///
    /// - Parameters:
    ///   - closed: the closing.
    ///   - published: the numbers that it published.
    ///   - policy: the policy of the closing.
    ///   - replay: what came in since.
    ///   - today: the policy of today.
    ///   - method: how numbers are worked out today.
    ///   - known: how figures had moved by an earlier comparison with the same closing and method. The
    ///     replay then begins where it ends. Nil for a replay that begins at the closing.
    /// - Throws: what the store throws when it cannot be read.
    /// - Complexity: a scoreboard for each part of the replay.
    public init(
        _ closed: ClosedMonth, published: CardFigures, policy: Policy, replay: any FactReplay,
        today: Policy, method: FigureMethod = .current, after known: RestatementCourse? = nil
    ) throws {
        self.closed = closed
        methodsVersion = method.version
        hasOtherPolicy = policy != today
        currency =
            policy.reportingCurrency == today.reportingCurrency ? today.reportingCurrency : nil
        parts = (known?.parts ?? []) + replay.parts
        var course = known?.figures ?? FigureCourse(published)
        var last = Portfolio()
        try replay.forEachState { part, portfolio in
            last = portfolio
            // A known course ends with the figures before the first part.
            if part == nil, known != nil { return }
            course.move(
                to: method.figures(portfolio, policy, closed.month),
                because: part.map { RestatementGroup($0.kind) } ?? .method)
        }
        self.course = RestatementCourse(
            lastImport: replay.lastImport, parts: parts, figures: course)
        if hasOtherPolicy {
            course.move(to: method.figures(last, today, closed.month), because: .policy)
        }
        cards = course.cards
    }

    /// Whether any figure differs.
    public var isEmpty: Bool { !cards.contains { $0.isRestated } }

    /// How many figures differ.
    public var count: Int { cards.reduce(0) { $0 + $1.figures.count { $0.isRestated } } }
}
