import Foundation
import TestSupport
import Testing

/// Slides and workbooks from the command line.
@Suite(.serialized) struct DeckCommandTests {
    private static let sample = Result { try Command(sampleOf: 60, months: 15) }

    private func output(_ line: String) throws -> String {
        let outcome = try Self.sample.get().shell("set -e; " + line)
        try #require(outcome.status == 0, "\(line): \(outcome.errors)")
        return outcome.output
    }

    @Test(arguments: ["vp", "board"])
    func `Two runs write the same file, for its owner only`(audience: String) throws {
        let told = try output(
            """
            parallax deck --for \(audience) --out one.pptx
            parallax deck --for \(audience) --out two.pptx > /dev/null
            parallax deck --for \(audience) --out - > three.pptx
            cmp one.pptx two.pptx; cmp one.pptx three.pptx; stat -c %a one.pptx; head -c 2 one.pptx
            """)
        #expect(told == "Wrote one.pptx\n600\nPK")
    }

    @Test func `A quarter has slides of its own, and pictures may take the place of charts`() throws
    {
        let told = try output(
            """
            parallax deck --quarter 2026-Q3 --charts picture --out quarter.pptx
            python3 -m zipfile -l quarter.pptx | grep -c charts/chart || true
            """)
        #expect(told == "Wrote quarter.pptx\n0\n")
    }

    @Test func `A closed month keeps its slides, whatever comes and whatever the policy says`()
        throws
    {
        let told = try output(
            """
            cp -r . ../closed-$$; cd ../closed-$$
            parallax close --month 2026-10 > /dev/null
            parallax deck --out before.pptx 2> told.txt
            echo 'minimum_count: 3' > a.yaml
            parallax deck --policy a.yaml --out after.pptx 2> /dev/null
            cmp before.pptx after.pptx; cat told.txt; rm -r "$PWD"
            """)
        #expect(told.contains("As published: edition 1"), "\(told)")
    }

    @Test(arguments: [
        ("deck --out x.pdf", "not yet as .pdf"), ("deck --out x.pptx --for bord", "board"),
        ("deck --out x.pptx --charts photo", "native, picture"),
        ("deck --out x.pptx --month 2026-10 --quarter 2026-Q3", "Give one of"),
    ])
    func `What cannot be meant is a wrong command`(line: String, told: String) throws {
        let outcome = try Self.sample.get().shell("parallax " + line)
        #expect(outcome.status == 64)
        #expect(outcome.errors.contains(told), "\(outcome.errors)")
    }

    @Test(arguments: ["missing.pptx", "feeds/accounts.csv", "/"])
    func `A template that cannot be used is an error, and no file is written`(path: String) throws {
        let outcome = try Self.sample.get().shell(
            "parallax deck --template \(path) --out none.pptx; code=$?; ls none.pptx*; exit $code")
        #expect(outcome.status == 1)
        #expect(outcome.output.isEmpty)
        #expect(outcome.errors.hasPrefix("Error: "), "\(outcome.errors)")
    }

    @Test func `A workbook is written beside or in place of the other files`() throws {
        let told = try output(
            """
            parallax review --format xlsx --out book > /dev/null; ls book
            parallax review --format all --out all > /dev/null; cmp book/review.xlsx all/review.xlsx
            parallax review --out usual > /dev/null; ls usual | grep -c xlsx || true
            """)
        #expect(told == "review.xlsx\n0\n")
    }
}
