import Glibc

/// What stands in the way of opening a database, where SQLite only says that it cannot: the path is a
/// folder, the file may not be read, or it holds something else.
///
/// - Parameter path: the file that SQLite could not open.
/// - Returns: the error; nil if nothing is found.
func obstacle(to path: String) -> StorageError? {
    var status = stat()
    guard stat(path, &status) == 0 else {
        return errno == EACCES ? .unreadable(path: path, reason: denied, remedy: otherUser) : nil
    }
    if status.st_mode & S_IFMT == S_IFDIR { return .foreign(path: path, what: "it is a folder") }
    guard access(path, R_OK) == 0 else {
        return .unreadable(path: path, reason: denied, remedy: otherUser)
    }
    if status.st_size > 0, !startsLikeDatabase(path) {
        return .foreign(path: path, what: "it holds no SQLite database")
    }
    let folder = path.lastIndex(of: "/").map { String(path[...$0]) } ?? "."
    guard access(folder, W_OK) == 0 else {
        return .unreadable(
            path: path, reason: "its folder may not be written, and SQLite keeps files there",
            remedy: "copy the file to a folder of your own, or run the command as another user")
    }
    return nil
}

private let denied = "permission denied"
private let otherUser = "ask its owner for permission, or run the command as a user who has it"

/// Whether a file begins as SQLite's files do. A file that does and yet is no database is damaged.
private func startsLikeDatabase(_ path: String) -> Bool {
    let mark = Array("SQLite format 3\0".utf8)
    let file = open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { return false }
    defer { close(file) }
    var start = [UInt8](repeating: 0, count: mark.count)
    return read(file, &start, start.count) == mark.count && start == mark
}
