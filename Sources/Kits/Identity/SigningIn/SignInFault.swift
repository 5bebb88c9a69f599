/// Why somebody could not be signed in with a provider.
package enum SignInFault: Error, Equatable, CustomStringConvertible {
    /// The provider cannot be reached, fails, or describes itself in a way that cannot be used.
    case unreachable
    /// The answer belongs to no sign-in that this browser has begun, to one that is over, or to one
    /// that took too long.
    case unknownAttempt
    /// The answer is not by the provider that was asked.
    case otherIssuer
    /// The provider did not let the person sign in; with its error code.
    case declined(String)
    /// The provider did not take the code; with its error code.
    case codeRefused(String)
    /// The answer to the code is not what it should be.
    case unusableAnswer(String)
    /// The ID token is not accepted.
    case token(TokenRefusal)

    /// What happened, as a sentence without a full stop, for the log.
    package var description: String {
        switch self {
        case .unreachable: "the provider cannot be reached, or fails"
        case .unknownAttempt: "the answer belongs to no sign-in that is open in this browser"
        case .otherIssuer: "the answer names another issuer"
        case .declined(let code): "the provider declined (\(code))"
        case .codeRefused(let code): "the provider did not accept the code (\(code))"
        case .unusableAnswer(let reason): "the provider's answer cannot be used: \(reason)"
        case .token(let refusal): "the ID token is not accepted: \(refusal)"
        }
    }

    /// An error code of a provider (RFC 6749, 4.1.2.1 and 5.2) as far as it is one: up to 60 lower-case
    /// letters and underscores. Other text could be anybody's.
    package static func code(_ text: String?) -> String {
        guard let text, (1...60).contains(text.utf8.count),
            text.utf8.allSatisfy({ (97...122).contains($0) || $0 == 95 })
        else { return "no_reason_given" }
        return text
    }
}
