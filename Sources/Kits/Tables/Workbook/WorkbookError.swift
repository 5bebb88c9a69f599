package import Formats

/// Why a workbook could not be read.
package enum WorkbookError: Error, Equatable, Sendable, CustomStringConvertible {
    /// A library that reads workbooks cannot be loaded.
    case noLibrary(file: String, package: String)
    /// The library is installed but lacks a function.
    case incompleteLibrary(file: String, missing: String, package: String)
    /// The file cannot be read, or the scratch file cannot be written.
    case file(FileError)
    /// The file is cut short, or is not what the format says.
    case damaged(reason: String)
    /// The workbook is encrypted.
    case encrypted
    /// A part is so large, or so strongly compressed, that reading it could exhaust the machine.
    case tooLarge(reason: String)
    /// A part holds something that no spreadsheet program writes and that is a risk to read.
    case unsafe(reason: String)
    /// Memory is short.
    case outOfMemory

    /// One line: what, where and what to do.
    package var description: String {
        switch self {
        case .noLibrary(let file, let package):
            "cannot load \(file), which reads workbooks: install \(package); if it is there, "
                + "memory is short"
        case .incompleteLibrary(let file, let missing, let package):
            "\(file) has no function \(missing), which reads workbooks: reinstall \(package)"
        case .file(let error):
            error.description
        case .damaged(let reason):
            "the workbook is damaged (\(reason)): open it in Excel and save it again, or export "
                + "it again"
        case .encrypted:
            "the workbook has a password: remove the password and save it again"
        case .tooLarge(let reason):
            "the workbook is too large to read safely (\(reason)): split it, or save its sheets "
                + "as CSV UTF-8"
        case .unsafe(let reason):
            "the workbook is not safe to read (\(reason)): open it in Excel and save it again"
        case .outOfMemory:
            "not enough memory to read the workbook: give the program more, or save its sheets "
                + "as CSV UTF-8"
        }
    }
}

/// Runs `body` and turns a `FileError` into `WorkbookError.file`.
func usingFile<Value>(_ body: () throws(FileError) -> Value) throws(WorkbookError) -> Value {
    do {
        return try body()
    } catch {
        throw .file(error)
    }
}
