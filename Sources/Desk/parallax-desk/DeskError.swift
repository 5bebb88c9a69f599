import Calendar
import Domain

/// Why a command failed. The description says what to do.
enum DeskError: Error, CustomStringConvertible {
    case unknownAccount(String, closest: String)
    case unknownCSM(String, closest: String)
    case unknownTeam(String, closest: String)
    case unknownFeed(String, closest: String, all: [String])
    case noScores(Day, last: Day?)
    case nothingToPreviewAgainst
    case cannotServe(String, String)
    case unusableConfiguration(String, String)
    case tooFewThreads(Int)
    case noPushToken
    case pushRefused(status: Int, server: String, reason: String?)
    case pushNotUnderstood(server: String)
    case digestIsRunning
    case pushNotImported(Feed, server: String, reason: String)

    var description: String {
        switch self {
        case .unknownAccount(let id, let closest):
            "the ledger has no account '\(id)'\(closest) Check the identifier in accounts.csv"
        case .unknownCSM(let id, let closest):
            "the ledger has no CSM '\(id)'\(closest) Check the identifier in csms.csv"
        case .unknownTeam(let name, let closest):
            "nobody is in a team '\(name)' on that day\(closest) Check the teams in csms.csv"
        case .unknownFeed(let name, let closest, let all):
            "there is no feed '\(name)'\(closest) The feeds are \(all.joined(separator: ", "))"
        case .noScores(let day, let last?):
            "no score is known on \(day): the last one is of \(last), so choose a day near it with "
                + "--date, or name a model with --model"
        case .noScores(_, nil):
            "there are no scores: import health.csv, or name a model with --model"
        case .nothingToPreviewAgainst:
            "a preview compares two models: name the one that counts with --model"
        case .cannotServe(let address, let reason):
            "cannot serve at \(address) (\(reason)): choose another --host or --port"
        case .unusableConfiguration(let path, let reason):
            "cannot use the configuration \(path): \(reason)"
        case .tooFewThreads(let count):
            "the system does not allow \(count) more threads: raise the limit of processes "
                + "(ulimit -u, TasksMax) or of memory (ulimit -v)"
        case .noPushToken:
            "there is no token: put the secret of an importer's token into PARALLAX_PUSH_TOKEN, or "
                + "name a file that holds it with --token-file"
        case .digestIsRunning:
            "another digest is running on this ledger: wait until it has ended"
        case .pushRefused(let status, let server, let reason):
            Self.refusal(status, server, reason)
        case .pushNotUnderstood(let server):
            "\(server) answers in another way than Parallax does: check the address"
        case .pushNotImported(let feed, let server, let reason):
            "\(server) did not import \(feed.rawValue) (\(reason)): nothing of it was kept; push "
                + "again"
        }
    }

    private static func refusal(_ status: Int, _ server: String, _ reason: String?) -> String {
        let said = "\(server) answers \(status)" + (reason.map { " (\($0))" } ?? "")
        switch status {
        case 401: return "\(said): make a new token with parallax token new --role importer"
        case 403: return "\(said): the token needs the role importer"
        case 300..<400, 404, 405: return "\(said): check the address"
        case 408, 425, 429, 500...: return "\(said): what was sent is kept; push again later"
        default: return "\(said): check that both programs are of the same version"
        }
    }
}
