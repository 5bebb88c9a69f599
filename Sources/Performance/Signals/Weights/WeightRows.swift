import Domain
import Statistics

/// The renewals that weights are fitted to and judged on: those with a known score at the landmark of the
/// weights.
///
/// Rows are in the order of the landmark: by account, then by due date.
///
/// Source: `Documentation/methods.md`, 16.
struct WeightRows: Sendable {
    /// The rows that weights are fitted to, as positions in the landmark.
    let older: [Int]
    /// The rows that weights are judged on.
    let newer: [Int]
    /// All signals of the landmark.
    let columns: [SignalColumn]
    let landmark: Landmark
    /// The score of each row of the landmark.
    let composite: [Double]
    let policy: Policy
    /// The cluster of each older row: its account, numbered in the order of accounts.
    let olderClusters: [Int32]
    /// The account of each cluster.
    let olderAccounts: [Int32]
    /// The identifiers of all accounts.
    let accountIDs: [String]

    /// The rows of a table.
    init(_ table: SignalTable, _ accounts: [Account], policy: Policy) {
        let days = Landmark.ofWeights(policy)
        guard let place = table.landmarks.firstIndex(where: { $0.days == days }),
            let score = table.columns[place].first(where: { $0.name == .composite })
        else { preconditionFailure("a table has the score at every landmark") }
        landmark = table.landmarks[place]
        columns = table.columns[place]
        composite = score.values
        self.policy = policy
        let known = landmark.chronological.filter { !score.values[Int($0)].isNaN }.map { Int($0) }
        let count = Int((policy.olderShare * Double(known.count) + 1e-9).rounded(.down))
        older = known.prefix(count).sorted()
        newer = known.dropFirst(count).sorted()
        var clusters: [Int32] = []
        olderClusters = older.map { [landmark] row in
            if landmark.accounts[row] != clusters.last { clusters.append(landmark.accounts[row]) }
            return Int32(clusters.count - 1)
        }
        olderAccounts = clusters
        accountIDs = accounts.map(\.id.text)
    }

    /// The signal of that name.
    func values(_ name: SignalName) -> [Double] {
        columns.first { $0.name == name }?.values ?? []
    }

    /// Where a signal is known among the older rows.
    func older(_ name: SignalName) -> (name: SignalName, known: Int) {
        let values = values(name)
        return (name, older.count { !values[$0].isNaN })
    }

    func isRenewed(_ rows: [Int]) -> [Bool] { rows.map { landmark.isRenewed[$0] } }

    /// How many of some rows churned.
    func churns(_ rows: [Int]) -> Int { rows.count { !landmark.isRenewed[$0] } }

    /// Whether rows are enough to judge something: as many as a signal needs, of either outcome too.
    func isEnough(_ rows: [Int]) -> Bool {
        let churns = churns(rows)
        return Double(rows.count) >= policy.signalCount
            && Double(min(churns, rows.count - churns)) >= policy.signalOutcomes
    }

    /// The predictors of the older rows.
    func olderTable(_ names: [SignalName]) -> PredictorTable {
        PredictorTable(
            columns: names.map { name in
                let values = values(name)
                return older.map { values[$0] }
            }, isPositive: isRenewed(older), clusters: olderClusters)
    }

    /// The predictors of the newer rows.
    func newerTable(_ names: [SignalName]) -> PredictorTable {
        PredictorTable(
            columns: names.map { name in
                let values = values(name)
                return newer.map { values[$0] }
            }, isPositive: isRenewed(newer), clusters: newer.map { landmark.accounts[$0] })
    }

    /// The signals of some kind that are known of enough older rows and vary, in order.
    func candidates(_ isCandidate: (SignalName) -> Bool) -> [SignalName] {
        columns.filter { column in
            guard isCandidate(column.name) else { return false }
            let known = older.filter { !column.values[$0].isNaN }
            return isEnough(known)
                && known.contains { column.values[$0] != column.values[known[0]] }
        }.map(\.name)
    }

    /// The most weights that the churns of the older rows allow.
    var weightsAllowed: Int { churns(older) / Int(policy.churnsPerWeight) }
}
