package import Calendar
import Formats
import Glibc

/// Output to the terminal: progress, results and log lines.
///
/// ```swift
/// Terminal.progress("\(Terminal.grouped(1_200_000)) rows read")
/// Terminal.endProgress()
/// try Terminal.show("12 accounts")
/// Terminal.log("import finished")
/// ```
package enum Terminal {
    /// Shows the progress of long work on one line that is rewritten. Writes nothing when standard
    /// error is not a terminal.
    package static func progress(_ text: String) {
        guard isatty(STDERR_FILENO) == 1 else { return }
        logBytes("\r\u{1B}[K" + visible(text))
    }

    /// Removes the progress line.
    package static func endProgress() { progress("") }

    /// Writes a result for programs to standard output, unchanged.
    ///
    /// - Throws: `OutputError`.
    package static func print(_ bytes: [UInt8]) throws(OutputError) {
        guard bytes.withUnsafeBytes({ writeAll($0, to: STDOUT_FILENO) }) else {
            throw OutputError(reason: reasonOfLastError(), isClosedPipe: errno == EPIPE)
        }
    }

    /// Writes lines for people to standard output, without characters that control a terminal.
    ///
    /// - Throws: `OutputError`.
    package static func show(_ lines: String) throws(OutputError) {
        try print(Array((visible(lines, keepsLines: true) + "\n").utf8))
    }

    /// Writes lines to standard error, without characters that control a terminal.
    package static func log(_ lines: String) {
        logBytes(visible(lines, keepsLines: true) + "\n")
    }

    /// Write errors are ignored here, because there is nowhere to report them.
    private static func logBytes(_ text: String) {
        _ = Array(text.utf8).withUnsafeBytes { writeAll($0, to: STDERR_FILENO) }
    }

    /// Sees to it that a closed output is an error when it is written: an open file must not take
    /// its number, and a pipe that nobody reads must not end the program.
    package static func guardOutput() {
        signal(SIGPIPE, SIG_IGN)
        for descriptor in STDIN_FILENO...STDERR_FILENO where fcntl(descriptor, F_GETFD) < 0 {
            // `open` takes the lowest number that is free. Nothing can be written there.
            _ = open("/dev/null", O_RDONLY)
        }
    }

    /// The time now.
    package static func now() -> Instant { Instant(seconds: time(nil)) }

    /// A count with thousands separators: 1234567 is `1,234,567`.
    package static func grouped(_ count: Int) -> String {
        decimalText(Double(count), decimals: 0).replacing("\u{2212}", with: "-")
    }
}
