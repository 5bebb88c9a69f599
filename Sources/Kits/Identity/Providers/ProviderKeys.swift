package import Calendar
import Foundation
package import JWTKit
package import Logging

/// The public keys of a provider. They are read on first use and again when they are old. Callers
/// that need them at the same time share one read.
package actor ProviderKeys {
    /// Where the keys are.
    private enum Source: CustomStringConvertible {
        /// A file or an address.
        case place(String)
        /// The address in the provider's description.
        case described(ProviderDiscovery)

        var description: String {
            switch self {
            case .place(let text): text
            case .described: "the provider's jwks_uri"
            }
        }
    }

    private let source: Source
    private let logger: Logger
    private var known: (keys: JWTKeyCollection, read: Instant)?
    private var reading: Task<JWTKeyCollection?, Never>?
    /// The keys that were passed over, as the log has them.
    private var logged: Set<String> = []
    private var tried = Instant(seconds: 0)
    /// `lifetime`: seconds before keys are read again, so that withdrawn keys stop working.
    /// `patience`: seconds between two attempts to read them.
    private static let (lifetime, patience) = (300, 10)

    /// The keys in a file or at an address.
    package init(_ source: String, logger: Logger) {
        self.source = .place(source)
        self.logger = logger
    }

    /// The keys at the address in a provider's description.
    package init(of discovery: ProviderDiscovery, logger: Logger) {
        source = .described(discovery)
        self.logger = logger
    }

    /// The keys. If newer ones cannot be read, the old ones; nil if there are none.
    package func current(at now: Instant) async -> JWTKeyCollection? {
        if let known, now.seconds - known.read.seconds < Self.lifetime { return known.keys }
        return await fresh(at: now) ?? known?.keys
    }

    /// The keys, read again. Nil if they cannot be read or an attempt was made just before.
    package func fresh(at now: Instant) async -> JWTKeyCollection? {
        if let reading { return await reading.value }
        guard now.seconds - tried.seconds >= Self.patience else { return nil }
        tried = now
        let task = Task { await read(at: now) }
        reading = task
        return await task.value
    }

    private func read(at now: Instant) async -> JWTKeyCollection? {
        defer { reading = nil }
        do {
            let read = try await KeySet(try await content(at: now))
            for reason in read.passedOver where logged.insert(reason).inserted {
                logger.warning(
                    "a key of the provider is passed over",
                    metadata: ["source": "\(source)", "error": "\(reason)"])
            }
            known = (read.keys, now)
            return read.keys
        } catch {
            logger.error(
                "the provider's keys cannot be read",
                metadata: ["source": "\(source)", "error": "\(error)"])
            return nil
        }
    }

    private func content(at now: Instant) async throws -> Data {
        switch source {
        case .described(let discovery):
            guard let address = await discovery.metadata(at: now)?.keys else {
                throw ProviderMetadata.Fault.noAddress("description")
            }
            return try await ProviderRequest.bytes(at: address)
        case .place(let text):
            guard let address = OIDCProvider.address(text) else {
                return try Data(contentsOf: URL(filePath: text))
            }
            return try await ProviderRequest.bytes(at: address)
        }
    }
}
