import Domain
import Foundation
import GRDB
import Testing

struct VerifyCommandTests {
    @Test func `A sound ledger and its backup pass, a changed value is named`() throws {
        let command = try Command(sampleOf: 60, months: 26)
        #expect(try command.run("token", "new", "--role", "vp").status == 0)
        #expect(try command.run("backup", "copy.sqlite").status == 0)
        for arguments in [["verify"], ["verify", "copy.sqlite"]] {
            let process = try command.process(arguments)
            let output = Pipe()
            process.standardOutput = output
            try process.run()
            let text = String(
                decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
            process.waitUntilExit()
            #expect(process.terminationStatus == 0)
            #expect(text.contains("No damage found.") && text.contains(".sqlite.access"))
        }
        let path = command.folder.appending(path: "copy.sqlite").path
        try DatabaseQueue(path: path).write {
            try $0.execute(
                sql: """
                    UPDATE health_months SET closing_tenths = 999 - closing_tenths
                    WHERE month_account = (SELECT max(month_account) FROM health_months)
                    """)
        }
        let verification = try command.run("verify", "copy.sqlite")
        #expect(verification.status == 1)
        let faults = verification.output.split(separator: "\n").filter { $0.hasPrefix("FAULT") }
        #expect(faults.count == 1)
        #expect(verification.output.contains("of the table health_months is damaged"))
        let review = try command.run("review", "--json", "--db", "copy.sqlite")
        #expect(review.status == 1 && review.output.isEmpty)
        #expect(review.errors.contains("is damaged"))
    }

    @Test func `Imports that make a ledger at the same time wait for each other`() throws {
        let command = try Command()
        try command.run(
            "sample", "--out", "feeds", "--accounts", "60", "--csms", "4", "--months", "26")
        let processes = try (0..<4).map { number in
            let process = try command.process(
                ["import", "feeds", "--rejects", "rejects-\(number).csv"])
            process.standardOutput = FileHandle.nullDevice
            return process
        }
        for process in processes { try process.run() }
        for process in processes { process.waitUntilExit() }
        #expect(processes.map(\.terminationStatus) == [0, 0, 0, 0])
        #expect(try command.run("verify").status == 0)
    }

    @Test(arguments: ["000", "077"])
    func `All files of a ledger are their owner's alone, whatever the umask`(umask: String) throws {
        let command = try Command()
        try command.run(
            "sample", "--out", "feeds", "--accounts", "20", "--csms", "2", "--months", "14")
        let program = try Command.program.path
        let script = """
            umask \(umask)
            '\(program)' import feeds && '\(program)' token new --role vp
            '\(program)' backup copy.sqlite
            timeout 2 '\(program)' serve --port 0 --plain-http --db served.sqlite &
            sleep 1
            for file in *.sqlite*; do test -d $file || stat -c 'mode %a %n' $file; done
            wait
            """
        let process = Process()
        process.executableURL = URL(filePath: "/bin/sh")
        process.arguments = ["-c", script]
        process.currentDirectoryURL = command.folder
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        let text = String(
            decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        let files = text.split(separator: "\n").filter { $0.hasPrefix("mode ") }
        #expect(files.count >= 4, "\(text)")
        for file in files { #expect(file.hasPrefix("mode 600 "), "\(file)") }
    }
}
