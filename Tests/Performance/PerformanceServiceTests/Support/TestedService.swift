import Access
import Calendar
import Charting
import Domain
import TestSupport
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Identity
import Logging
import NIOCore
import PerformanceService
import SignIn
import Web

/// The service over a small portfolio in memory, with a token for everybody.
struct TestedService: Sendable {
    let accessStore = MemoryAccessStore()
    let closings: MemoryClosingStore
    private let folder: ScratchFolder
    private let service: PerformanceService
    private let secrets: [Asker: TokenSecret]

    /// A service over these facts.
    ///
    /// - Parameters:
    ///   - facts: what the ledger holds; nil for one that is damaged.
    ///   - store: the ledger; nil for one in memory that takes nothing.
    ///   - policy: the constants.
    ///   - oidc: the provider; nil for none.
    /// - Throws: when there is no font, or no room for its folder.
    init(
        facts: InMemoryReading? = smallReading(), store: (any FactStore & Sendable)? = nil,
        policy: Policy = Policy(), oidc: SignInProvider<Viewer>? = nil
    ) throws {
        folder = try ScratchFolder()
        closings = MemoryClosingStore(facts?.portfolio ?? Portfolio())
        var configuration = ServiceConfiguration()
        configuration.scratchFolder = folder.path
        configuration.mappingsFolder = folder.path + "/mappings"
        configuration.requestsPerSecond = 10_000
        configuration.oidc = oidc
        var secrets: [Asker: TokenSecret] = [:]
        for asker in Asker.allCases {
            guard let viewer = asker.viewer else { continue }
            let secret = Viewer.newSecret()
            secrets[asker] = secret
            try accessStore.add(secret.token(for: viewer, at: now(), lasting: 3600))
        }
        self.secrets = secrets
        service = PerformanceService(
            store: store ?? MemoryFactStore(facts: facts),
            closings: closings,
            accessStore: accessStore, policy: policy, fonts: try Fonts.resolve(),
            configuration: configuration,
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
    }

    /// What a token shows; empty for nobody.
    func secret(of asker: Asker) -> String { secrets[asker]?.text ?? "" }

    /// The answer to a GET, made in this process.
    func answer(
        _ path: String, as asker: Asker = .nobody, fields: HTTPFields = [:]
    ) async throws -> TestResponse {
        try await answer(.get, path, as: asker, fields: fields)
    }

    /// The answer to a request, made in this process.
    func answer(
        _ method: HTTPRequest.Method, _ path: String, as asker: Asker = .nobody,
        fields: HTTPFields = [:], body: String? = nil
    ) async throws -> TestResponse {
        var fields = fields
        if asker != .nobody { fields[.authorization] = "Bearer \(secret(of: asker))" }
        return try await service.application().test(.router) { [fields] client in
            try await client.execute(
                uri: path, method: method, headers: fields,
                body: body.map { ByteBuffer(string: $0) })
        }
    }

    /// The cookie of a browser that signs in with a token.
    func signIn(_ token: String) async throws -> String? {
        let answer = try await answer(
            .post, "/sign-in", fields: [.contentType: "application/x-www-form-urlencoded"],
            body: "token=\(token)")
        return answer.headers[.setCookie]?.split(separator: ";").first.map(String.init)
    }
}
