import Attribution
import Calendar
import Domain

/// The signals that come from measures, by landmark: the value of the latest day that is recent enough.
///
/// The rows of the store pass by once, in the order of their days. Before the rows of a day, the questions
/// about earlier days are answered.
///
/// - Throws: what the store throws when it cannot be read.
/// - Complexity: O(rows + questions × measures).
func measureSignals(
    _ settled: SettledEvents, _ landmarks: [Landmark], _ attributed: AttributedPortfolio,
    _ history: any MeasureHistory
) throws -> [[SignalColumn]] {
    let asOf = attributed.frame.asOf
    let names = try history.measures(through: asOf)
    guard !names.isEmpty else { return landmarks.map { _ in [] } }
    let maximumAge = Int(attributed.policy.measureAgeDays)
    var values = landmarks.map { landmark in
        [[Double]](repeating: landmark.noValues, count: names.count)
    }
    var questions = MeasureQuestions(settled, landmarks)
    if let first = questions.firstDay {
        var latest = LatestMeasures(
            names, accounts: attributed.portfolio.accounts.count, maximumAge: maximumAge)
        let answer = { (question: MeasureQuestions.Question) in
            for measure in names.indices {
                values[Int(question.landmark)][measure][Int(question.row)] = latest.value(
                    of: measure, account: Int(question.account), on: question.day)
            }
        }
        try history.forEachMeasure(from: first - maximumAge, through: asOf) { measure, row in
            questions.forEach(before: row.day, answer)
            latest.note(measure, row)
        }
        questions.forEach(before: asOf + 1, answer)
    }
    return values.map { values in
        zip(names, values).map {
            SignalColumn(name: SignalName(.measures, $0.name), values: $1)
        }
    }
}

/// The latest row of each account and measure so far.
private struct LatestMeasures {
    private let names: [MeasureName]
    private let maximumAge: Int
    private var rows: [(day: Day, value: Double)]

    init(_ names: [MeasureName], accounts: Int, maximumAge: Int) {
        self.names = names
        self.maximumAge = maximumAge
        rows = Array(repeating: (.distantPast, .nan), count: accounts * names.count)
    }

    mutating func note(_ measure: Int, _ row: MeasureDay) {
        let value = names[measure].isShare ? row.value / row.whole : row.value
        rows[row.account * names.count + measure] = (row.day, value)
    }

    func value(of measure: Int, account: Int, on day: Day) -> Double {
        let row = rows[account * names.count + measure]
        return day - row.day <= maximumAge ? row.value : .nan
    }
}

/// What rows ask, in the order of their days.
private struct MeasureQuestions {
    struct Question {
        let day: Day
        let account: Int32
        let landmark: Int32
        let row: Int32
    }

    private var questions: [Question] = []
    private var next = 0

    init(_ settled: SettledEvents, _ landmarks: [Landmark]) {
        questions.reserveCapacity(landmarks.reduce(0) { $0 + $1.count })
        for (place, landmark) in landmarks.enumerated() {
            for (row, event) in landmark.events.enumerated() {
                questions.append(
                    Question(
                        day: settled.reading(event, landmark),
                        account: settled.accounts[Int(event)], landmark: Int32(place),
                        row: Int32(row)))
            }
        }
        questions.sort { $0.day < $1.day }
    }

    var firstDay: Day? { questions.first?.day }

    /// Calls `body` with each question about days before this one.
    mutating func forEach(before day: Day, _ body: (Question) -> Void) {
        while next < questions.count, questions[next].day < day {
            body(questions[next])
            next += 1
        }
    }
}
