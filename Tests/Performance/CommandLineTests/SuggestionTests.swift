import Testing

/// What was probably meant by a mistyped name.
@Suite(.serialized) struct SuggestionTests {
    private static let sample = Result { try Command(sampleOf: 60, months: 15) }

    @Test(arguments: [
        ("revew", Int32(64), "'review'"), ("help revew", 64, "'review'"),
        ("token nwe", 64, "'new'"), ("rejects forgt", 64, "'forget'"),
        ("rejects acounts", 64, "'accounts'"), ("review --mont 2026-10", 64, "'--month'"),
        ("chart renewal_rates", 64, "'renewal_rate'"), ("chart nps --theme drak", 64, "'dark'"),
        ("audit --by segmnt", 64, "'segment'"), ("import x --feed helth", 64, "'health'"),
        ("review --format josn", 64, "'json'"), ("token new --role mangaer", 64, "'manager'"),
        ("withdraw account A1 --why x", 64, "'accounts'"), ("scorecard C001", 1, "'C0001'"),
        ("chart bridge --csm c0001", 1, "'C0001'"), ("history A00001", 1, "'A000001'"),
        ("token new --role csm --csm C00001", 0, "'C0001'"),
    ])
    func `A mistyped name is answered with the closest`(
        command: String, status: Int32, words: String
    ) throws {
        let outcome = try Self.sample.get().shell("parallax \(command)")
        #expect(outcome.status == status, "\(outcome)")
        #expect(outcome.errors.lowercased().contains("did you mean"), "\(outcome.errors)")
        #expect(outcome.errors.contains(words), "\(outcome.errors)")
    }

    @Test func `Teams and names of CSMs are proposed too`() throws {
        let sample = try Command(sampleOf: 60, months: 15)
        try sample.write(
            "csm_id,name,team,manager_id,start_date,end_date\nC0001,Zoe Lund,Harbour,,2020-01-01,\n",
            to: "csms.csv")
        try sample.run("import", "csms.csv")
        #expect(try sample.run("scorecard", "zoe lund").errors.contains("'C0001' (Zoe Lund)"))
        let team = try sample.run("chart", "bridge", "--team", "Harbor")
        #expect(team.errors.contains("did you mean 'Harbour'?"), "\(team.errors)")
    }

    @Test func `The version names the methods too`() throws {
        let outcome = try Self.sample.get().run("--version")
        #expect(outcome.status == 0)
        #expect(outcome.output.contains(#/^parallax \d+\.\d+ \(methods version \d+\)\n$/#))
    }

    @Test(arguments: [
        "chart nps --out nps.svg --format png", "chart nps --out a.b/NPS.PDF",
        "chart nps --out nps.pdf",
        "audit --episode x --out x.svg", "review --out review.svg", "review --out review.html",
        "audit --handoff proposal.md",
    ])
    func `A format that is not written is refused, naming the one that is`(command: String) throws {
        let outcome = try Self.sample.get().shell("parallax \(command)")
        #expect(outcome.status == 64 && outcome.output.isEmpty)
        let first = try #require(outcome.errors.split(separator: "\n").first)
        #expect([".png", ".html", "folder"].contains { first.contains($0) }, "\(first)")
    }
}
