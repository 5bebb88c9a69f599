import Transfers

/// A way by which messages reach somebody.
public protocol DeliveryRoute: Sendable {
    /// What it is called where something failed: `mail to ops@example.com`.
    var name: String { get }

    /// Delivers a message, once. It is there when the method returns.
    ///
    /// - Throws: `DeliveryError`.
    func deliver(_ message: Message) throws(DeliveryError)
}

/// Why a message was not delivered.
public enum DeliveryError: Error, Equatable, CustomStringConvertible {
    /// It may work later: the other side is busy, broken or out of reach. `wait` says after how many
    /// seconds, where it says so.
    case later(String, wait: Int)
    /// It will not work until somebody changes something.
    case refused(String)

    /// One line: what, where and what to do.
    public var description: String {
        switch self {
        case .later(let reason, _), .refused(let reason): reason
        }
    }

    init(_ error: TransferError) {
        switch error {
        case .unreachable: self = .later("\(error)", wait: 0)
        default: self = .refused("\(error)")
        }
    }
}

extension DeliveryRoute {
    /// Delivers a message, and tries again after a while where that may help.
    ///
    /// - Parameters:
    ///   - message: the message.
    ///   - waits: the seconds between tries.
    ///   - sleep: waits for some seconds.
    /// - Throws: the error of the last try.
    public func deliver(
        _ message: Message, waits: [Int], sleep: (Int) -> Void
    ) throws(DeliveryError) {
        for wait in waits {
            do throws(DeliveryError) {
                return try deliver(message)
            } catch {
                guard case .later(_, let asked) = error else { throw error }
                sleep(min(300, max(wait, asked)))
            }
        }
        try deliver(message)
    }
}
