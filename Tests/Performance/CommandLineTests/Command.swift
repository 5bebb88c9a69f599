import Foundation
import TestSupport
import Testing

/// The built program, run as a child process in a folder of its own.
struct Command {
    private let scratch: ScratchFolder
    var folder: URL { URL(filePath: scratch.path) }

    init() throws { scratch = try ScratchFolder() }

    /// A folder in which the feeds of a sample are imported.
    init(sampleOf accounts: Int, months: Int) throws {
        try self.init()
        try run(
            "sample", "--out", "feeds", "--accounts", "\(accounts)", "--csms", "4",
            "--months", "\(months)")
        try run("import", "feeds")
    }

    struct Outcome {
        var status: Int32
        var output: String
        var errors: String
    }

    /// Beside the test bundle, wherever that was built.
    static var program: URL {
        get throws {
            let places =
                CommandLine.arguments.map { URL(filePath: $0) }
                + Bundle.allBundles.map(\.bundleURL)
            let found = places.map { $0.deletingLastPathComponent().appending(path: "parallax") }
                .first { FileManager.default.isExecutableFile(atPath: $0.path) }
            return try #require(found, "no parallax beside \(places)")
        }
    }

    func process(_ arguments: [String]) throws -> Process {
        let process = Process()
        process.executableURL = try Self.program
        process.arguments = arguments
        process.currentDirectoryURL = folder
        return process
    }

    @discardableResult
    func run(_ arguments: String...) throws -> Outcome { try outcome(of: try process(arguments)) }

    /// Runs a line of shell, in which `parallax` is the program.
    func shell(_ line: String) throws -> Outcome {
        let process = try process([])
        process.executableURL = URL(filePath: "/bin/bash")
        process.arguments = [
            "-c", "parallax() { \"\(try Self.program.path())\" \"$@\"; }; " + line,
        ]
        return try outcome(of: process)
    }

    /// What a terminal shows of a command, with standard error.
    func terminal(_ command: String, columns: Int = 80) throws -> String {
        let line = "stty cols \(columns) 2>/dev/null; \(try Self.program.path()) \(command)"
        let process = try process([])
        process.executableURL = URL(filePath: "/usr/bin/script")
        process.arguments = ["-qec", line, "/dev/null"]
        process.standardInput = FileHandle.nullDevice
        return try outcome(of: process).output.replacing("\r\n", with: "\n")
    }

    private func outcome(of process: Process) throws -> Outcome {
        let (output, errors) = (Pipe(), Pipe())
        process.standardOutput = output
        process.standardError = errors
        try process.run()
        let text = String(
            decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        let complaint = String(
            decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        return Outcome(status: process.terminationStatus, output: text, errors: complaint)
    }

    func write(_ text: String, to name: String) throws {
        try Data(text.utf8).write(to: folder.appending(path: name))
    }
}
