import Calendar
import Foundation
import Identity
import Logging
import Testing

@Suite struct ProviderKeysTests {
    private let start = Instant(seconds: 1_800_000_000)
    /// The example of RFC 7517, A.1.
    private let content = """
        {"keys": [{"kty": "EC", "crv": "P-256", "kid": "1", "use": "enc",
            "x": "MKBCTNIcKUSDii11ySs3526iDZ8AiTo7Tu6KPAqv7D4",
            "y": "4Etl6SRW2YiLUrN5vfvVHuhp7x8PxltmWWlbbM4IFyM"}]}
        """

    @Test func `Keys end with their age, and stay where newer ones cannot be read`() async throws {
        let file = FileManager.default.temporaryDirectory.appending(path: "\(UUID()).json")
        try content.write(to: file, atomically: true, encoding: .utf8)
        let keys = ProviderKeys(
            file.path(), logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
        let first = try #require(await keys.current(at: start))
        #expect(await keys.current(at: start + 299) === first)
        let second = try #require(await keys.current(at: start + 300))
        #expect(second !== first)
        #expect(await keys.fresh(at: start + 309) == nil)
        let third = try #require(await keys.fresh(at: start + 310))
        #expect(third !== second)
        try FileManager.default.removeItem(at: file)
        #expect(await keys.current(at: start + 1000) === third)
        #expect(await keys.fresh(at: start + 1020) == nil)
        try content.write(to: file, atomically: true, encoding: .utf8)
        #expect(await keys.current(at: start + 1029) === third)
        #expect(await keys.current(at: start + 1030) !== third)
        try FileManager.default.removeItem(at: file)
    }
}
