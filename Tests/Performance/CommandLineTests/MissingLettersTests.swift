import Foundation
import Testing

struct MissingLettersTests {
    @Test func `Letters that no font has are told once, and the review is drawn`() throws {
        let command = try Command()
        try command.run(
            "sample", "--out", "feeds", "--accounts", "60", "--csms", "4", "--months", "26")
        // A private character, which no font has, becomes the name of every CSM.
        let name = "\u{F0000}"
        let renamed = try command.shell(
            "sed -i '2,$s/^\\([^,]*\\),[^,]*/\\1,\(name)/' feeds/csms.csv")
        #expect(renamed.status == 0)
        try command.run("import", "feeds")
        for arguments in [["review", "--out", "out"], ["chart", "scorecards"]] {
            let outcome = try command.shell("parallax " + arguments.joined(separator: " "))
            #expect(outcome.status == 0)
            let notes = outcome.errors.split(separator: "\n").filter {
                $0.hasPrefix("note: no installed font has U+F0000")
            }
            #expect(notes.count == 1, "\(outcome.errors)")
        }
    }
}
