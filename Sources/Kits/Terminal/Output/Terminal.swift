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
        let shown = shortenedNames([visible(text)], to: columns - 1)?.first ?? ""
        logBytes("\r\u{1B}[K" + shown)
    }

    /// Removes the progress line.
    package static func endProgress() { progress("") }

    /// Writes text for programs, such as JSON, to standard output, unchanged. On a terminal,
    /// characters that control it are shown by their number, which is JSON too.
    ///
    /// - Throws: `OutputError`.
    package static func print(_ bytes: [UInt8]) throws(OutputError) {
        guard isatty(STDOUT_FILENO) == 1 else { return try write(bytes) }
        try write(Array(visible(String(decoding: bytes, as: UTF8.self), keepsLines: true).utf8))
    }

    /// Writes binary data, such as a picture, to standard output.
    ///
    /// - Parameters:
    ///   - bytes: the data.
    ///   - kind: what it is, in words.
    /// - Throws: `OutputError`, also if standard output is a terminal.
    package static func print(binary bytes: [UInt8], kind: String) throws(OutputError) {
        guard isatty(STDOUT_FILENO) == 0 else {
            throw .binary(kind: kind)
        }
        try write(bytes)
    }

    private static func write(_ bytes: [UInt8]) throws(OutputError) {
        guard bytes.withUnsafeBytes({ writeAll($0, to: STDOUT_FILENO) }) else {
            throw errno == EPIPE
                ? .closedPipe(reason: reasonOfLastError()) : .failed(reason: reasonOfLastError())
        }
    }

    /// Writes lines for people to standard output, without characters that control a terminal. Long
    /// lines are broken between words.
    ///
    /// - Throws: `OutputError`.
    package static func show(_ lines: String) throws(OutputError) {
        let text = wrapped(visible(lines, keepsLines: true), to: columns)
        try write(Array((text + "\n").utf8))
    }

    /// Writes lines to standard error, without characters that control a terminal. Long lines are
    /// broken between words on a terminal. In a pipe or a file each stays one line.
    package static func complain(_ lines: String) {
        let text = visible(lines, keepsLines: true)
        logBytes((isatty(STDERR_FILENO) == 1 ? wrapped(text, to: columns) : text) + "\n")
    }

    /// Writes lines to standard error as they are, without characters that control a terminal.
    package static func log(_ lines: String) {
        logBytes(visible(lines, keepsLines: true) + "\n")
    }

    /// Whether a path is that of a terminal, such as `/dev/tty`.
    package static func isTerminal(_ path: String) -> Bool {
        var status = stat()
        guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFCHR else { return false }
        let device = open(path, O_WRONLY | O_NOCTTY | O_NONBLOCK | O_CLOEXEC)
        guard device >= 0 else { return false }
        defer { close(device) }
        return isatty(device) == 1
    }

    /// The columns of a line: those of the variable `COLUMNS`, else of the terminal, else 80.
    package static var columns: Int {
        if let text = getenv("COLUMNS"), let columns = Int(String(cString: text)), columns > 0 {
            return columns
        }
        var size = winsize()
        for descriptor in [STDOUT_FILENO, STDERR_FILENO]
        where ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0 && size.ws_col > 0 {
            return Int(size.ws_col)
        }
        return 80
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
