import GRDB
public import IdentityStorage

/// Who may use the desk, in a SQLite file beside the desk's ledger. It shares nothing with the
/// access file of the performance side.
///
/// ```swift
/// let path = DeskAccessStore.path(besideLedger: "parallax-desk.sqlite")
/// let store = try DeskAccessStore(path: path)
/// let tokens = try store.tokens()
/// ```
public final class DeskAccessStore: SQLiteSignInStore {
    /// Who uses the desk.
    public typealias Viewer = DeskAccess.Viewer

    /// The file with the tables.
    public let file: SignInFile

    /// The path of the access file that belongs to a ledger.
    public static func path(besideLedger ledger: String) -> String { ledger + ".access" }

    /// Opens the file. If it is missing, it is created and only its owner may read it.
    ///
    /// - Throws: `StorageError`; `DeskAccessError` if it is the access file of another program.
    public init(path: String) throws {
        file = try SignInFile(path: path, migrator: .deskAccess) { database in
            let isForeign =
                try database.tableExists("tokens")
                && !DatabaseMigrator.deskAccess.appliedIdentifiers(database).contains("desk 1")
            guard !isForeign else { throw DeskAccessError.otherProgram(path: path) }
        }
    }
}
