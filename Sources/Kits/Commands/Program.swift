package import ArgumentParser
import Concurrency
import Glibc
import Terminal

extension ParsableCommand {
    /// Runs a program whose root command this is, with the arguments of the process. Errors are one
    /// line on standard error; a mistyped command is answered with the closest ones.
    ///
    /// ```swift
    /// @main struct Tool: ParsableCommand {
    ///     static func main() { runAsProgram() }
    /// }
    /// ```
    package static func runAsProgram() {
        Terminal.guardOutput()
        Threads.shareHeaps()
        do {
            // Without a thread, Dispatch would wait for one for ever.
            guard Threads.left(upTo: 1) == 1 else { throw ProgramError.noThread }
            let arguments = Array(CommandLine.arguments.dropFirst())
            let path = CommandPath(arguments, of: Self.self)
            if let fault = path.fault { endForUsage(path.message(fault)) }
            var command = try parseAsRoot()
            do {
                try command.run()
            } catch let error as ValidationError {
                // The parser knows the usage of the root alone by now.
                endForUsage(path.message("\(error)"))
            }
        } catch {
            end(with: error)
        }
    }

    private static func endForUsage(_ message: String) -> Never {
        Terminal.complain(message)
        Glibc.exit(ExitCode.validationFailure.rawValue)
    }

    /// Shows an error, or the help that was asked for, and ends the program.
    private static func end(with error: any Error) -> Never {
        // A bare exit code says all there is to say.
        if let code = error as? ExitCode { Glibc.exit(code.rawValue) }
        // Whoever closes a pipe early has seen enough.
        if let error = error as? OutputError, error.isClosedPipe { Glibc.exit(EXIT_FAILURE) }
        let status = exitCode(for: error)
        let message = fullMessage(for: error)
        if status.isSuccess {
            do {
                try Terminal.show(message)
            } catch {
                Terminal.complain("Error: \(error)")
                Glibc.exit(EXIT_FAILURE)
            }
        } else if !message.isEmpty {
            let lines = message.split(separator: "\n", omittingEmptySubsequences: false)
            Terminal.complain(
                lines.enumerated().map { place, line in
                    place == 0 ? String(line) : wrapped(String(line), to: Terminal.columns)
                }.joined(separator: "\n"))
        }
        Glibc.exit(status.rawValue)
    }
}
