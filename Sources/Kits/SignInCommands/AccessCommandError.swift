/// Why access could not be given or taken away. The description says what to do.
enum AccessCommandError: Error, CustomStringConvertible {
    case unshownSecret(token: String, reason: String)
    case unknownToken(String, command: String)
    case knownPerson(String, command: String)
    case unknownPerson(String, command: String)

    var description: String {
        switch self {
        case .unshownSecret(let id, let reason):
            "the secret could not be shown (\(reason)): token \(id) was revoked, so create another"
        case .unknownToken(let id, let command):
            "there is no valid token '\(id)': `\(command) token list` lists all"
        case .knownPerson(let key, let command):
            "'\(key)' has access already: `\(command) person list` has it; remove it first"
        case .unknownPerson(let id, let command):
            "nobody '\(id)' has access: `\(command) person list` has those who do"
        }
    }
}
