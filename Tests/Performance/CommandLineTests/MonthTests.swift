import Testing

/// Months and moments without facts are refused by every command that takes them.
@Suite(.serialized) struct MonthTests {
    private static let sample = Result { try Command(sampleOf: 60, months: 15) }

    private static let commands = [
        "review", "review --json", "scorecard", "scorecard C0001", "audit", "audit --by csm",
        "chart nps", "doctor", "doctor --json",
    ]

    @Test(arguments: commands)
    func `A month that the health history does not cover is refused`(command: String) throws {
        let sample = try Self.sample.get()
        for month in ["2031-01", "2020-01", "2026-11"] {
            let outcome = try sample.shell("parallax \(command) --month \(month)")
            #expect(outcome.status == 1 && outcome.output.isEmpty, "\(outcome)")
            #expect(
                outcome.errors.hasPrefix(
                    "Error: The health history does not cover \(month) to its end; it covers "),
                "\(outcome.errors)")
            #expect(outcome.errors.split(separator: "\n").count == 1)
        }
    }

    @Test(arguments: commands + ["history A000001", "scorecard --month 2026-10"])
    func `A moment before the first import is refused`(command: String) throws {
        let outcome = try Self.sample.get().shell(
            "parallax \(command) --known-at 2020-01-01T00:00:00Z")
        #expect(outcome.status == 1 && outcome.output.isEmpty, "\(outcome)")
        #expect(
            outcome.errors.hasPrefix("Error: nothing was imported by 2020-01-01T00:00:00Z"),
            "\(outcome.errors)")
        #expect(outcome.errors.split(separator: "\n").count == 1)
    }
}
