extension Portfolio {
    /// Segments whose names differ only by case or spacing.
    var similarSegments: Suspicion? {
        enum Name {}
        var accountsOf: [Identifier<Name>: Int] = [:]
        for account in accounts { accountsOf[Identifier(account.segment), default: 0] += 1 }
        let groups = Dictionary(grouping: accountsOf.keys.sorted()) { name in
            name.text.lowercased().filter { !$0.isWhitespace }
        }.values.filter { $0.count > 1 }.sorted { $0[0] < $1[0] }
        let example = groups.first.map { names in
            names.map { "'\($0.text)' (\(accountsOf[$0] ?? 0))" }.joined(separator: " and ")
        }
        return Suspicion(
            .similarSegments, groups.count, example,
            whatToDo: "Write each segment one way in accounts.csv, or translate it in a mapping; "
                + "until then they are compared as different segments.")
    }
}
