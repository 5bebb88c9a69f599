import Formats
import Foundation
import GRDB
import Glibc
import Synchronization

/// Values kept in one file, an SQLite database for its owner only.
///
///     let kept = KeptFile("parallax.db.kept")
///     let audit = try kept.value("audit", of: dataDigest) { try OverrideAudit(portfolio) }
///
/// The file can be deleted while nobody uses it. A value counts only if it has the digest of its bytes and was
/// written by this very program file from the same source; all others are worked out again. Where the file cannot
/// be written, nothing is kept.
public final class KeptFile: KeptValues {
    /// The most values of one name that stay. Those that were not used for longest go first.
    static let capacity = 16

    private let path: String
    /// Differs between program files.
    private let program: String
    private let opened = Mutex<DatabaseQueue?>(nil)

    /// The file at a path, which is made when the first value is kept.
    ///
    /// - Parameters:
    ///   - path: the file.
    ///   - program: what tells this program from others; nil for its file's inode, size and time.
    public init(_ path: String, program: String? = nil) {
        self.path = path
        self.program = program ?? Self.thisProgram
    }

    /// The kept value, or the one that `work` gives, which is then kept.
    public func value<Value: Codable, Failure>(
        _ name: String, of source: String, _ work: () throws(Failure) -> Value
    ) throws(Failure) -> Value {
        var digest = ContentDigest()
        digest.update(program)
        digest.update(source)
        digest.update(name)
        let key = digest.value
        if let bytes = using({ try Self.read(key, name, $0) }) ?? nil,
            let value = bytes.withUnsafeBytes({ try? unpacked(Value.self, from: $0) })
        {
            return value
        }
        let value = try work()
        if let bytes = try? packed(value) { _ = using { try Self.keep(bytes, key, name, $0) } }
        return value
    }

    /// The bytes of a value, which then counts as used; nil unless they are whole.
    private static func read(
        _ key: UInt64, _ name: String, _ database: Database
    ) throws -> Data? {
        let row = try Row.fetchOne(
            database, sql: "SELECT digest, bytes FROM kept WHERE key = ?",
            arguments: [Int64(bitPattern: key)])
        guard let row, let digest: Int64 = row[0], let bytes: Data = row[1],
            bytes.withUnsafeBytes({ ContentDigest.value(of: $0, seed: key) })
                == UInt64(bitPattern: digest)
        else { return nil }
        // The last few need not change places.
        try database.execute(
            sql: """
                UPDATE kept SET used = 1 + (SELECT max(used) FROM kept WHERE name = ?2)
                WHERE key = ?1 AND used < (SELECT max(used) FROM kept WHERE name = ?2) - 8
                """, arguments: [Int64(bitPattern: key), name])
        return bytes
    }

    private static func keep(
        _ bytes: [UInt8], _ key: UInt64, _ name: String, _ database: Database
    ) throws {
        let digest = bytes.withUnsafeBytes { ContentDigest.value(of: $0, seed: key) }
        try database.execute(
            sql: """
                INSERT OR REPLACE INTO kept (key, name, used, digest, bytes)
                VALUES (
                    ?1, ?2, (SELECT 1 + coalesce(max(used), 0) FROM kept WHERE name = ?2), ?3, ?4)
                """,
            arguments: [Int64(bitPattern: key), name, Int64(bitPattern: digest), Data(bytes)])
        try database.execute(
            sql: """
                DELETE FROM kept WHERE name = ?1 AND key NOT IN (
                    SELECT key FROM kept WHERE name = ?1 ORDER BY used DESC LIMIT \(capacity))
                """, arguments: [name])
    }

    /// What `body` gives of the file; nil where it cannot be used. A file that is damaged inside is removed.
    private func using<Result: Sendable>(
        _ body: @Sendable @escaping (Database) throws -> Result
    ) -> Result? {
        opened.withLock { opened in
            do {
                let queue = try opened ?? open()
                opened = queue
                return try queue.write(body)
            } catch {
                opened = nil
                // A file that is no database may be somebody else's.
                if (error as? DatabaseError)?.resultCode == .SQLITE_CORRUPT { unlink(path) }
                return nil
            }
        }
    }

    private func open() throws -> DatabaseQueue {
        if access(path, F_OK) != 0 { _ = try FileDescriptor.creating(path, exclusively: true) }
        var configuration = Configuration()
        configuration.busyMode = .timeout(2)
        configuration.prepareDatabase {
            // What a kill or a power cut damages is worked out again.
            try $0.execute(
                sql: """
                    PRAGMA page_size = 16384; PRAGMA synchronous = OFF;
                    PRAGMA journal_mode = MEMORY;
                    """)
        }
        let queue = try DatabaseQueue(path: path, configuration: configuration)
        try queue.write {
            try $0.execute(
                sql: """
                    CREATE TABLE IF NOT EXISTS kept (
                        key INTEGER PRIMARY KEY, -- the digest of name, source and program
                        name TEXT NOT NULL,
                        used INTEGER NOT NULL, -- grows with the uses of the name
                        digest INTEGER NOT NULL, -- of the bytes
                        bytes BLOB NOT NULL
                    ) STRICT;
                    CREATE INDEX IF NOT EXISTS kept_by_use ON kept (name, used)
                    """)
        }
        return queue
    }

    private static let thisProgram = identity(ofFile: "/proc/self/exe") ?? "\(getpid())"
}
