import Identity

/// What the sign-in page says above its forms.
enum SignInNotice {
    /// A token was not accepted.
    case wrongToken
    /// Signing in with the provider failed.
    case fault(SignInFault)
    /// The browser has just been signed out.
    case signedOut

    /// What happened.
    ///
    /// - Parameters:
    ///   - program: the program in a sentence.
    ///   - provider: the provider in a sentence.
    /// - Returns: a sentence.
    func title(_ program: String, _ provider: String) -> String {
        switch self {
        case .wrongToken: "That token was not accepted."
        case .fault(.unreachable): "Signing in with \(provider) does not work just now."
        case .fault(.unknownAttempt): "This sign-in is not open in this browser."
        case .fault(.declined("access_denied")): "You did not sign in with \(provider)."
        case .fault: "Signing in with \(provider) failed."
        case .signedOut: "You are signed out of \(program)."
        }
    }

    /// What to do.
    func advice(_ program: String) -> String {
        switch self {
        case .wrongToken:
            "It may be mistyped, expired or revoked. Ask whoever runs \(program) for a new one."
        case .fault(.unreachable): "Try again in a minute."
        case .fault(.unknownAttempt):
            "It was begun in another tab or browser, took longer than ten minutes, or is over. "
                + "Sign in again."
        case .fault(.declined("access_denied")): "Sign in again, or with another account."
        case .fault:
            "Sign in again. If it fails again, tell whoever runs \(program): the log says why."
        case .signedOut: ""
        }
    }

    /// Whether it is about the token form.
    var isAboutToken: Bool { if case .wrongToken = self { true } else { false } }

    /// Whether something went wrong.
    var isAlert: Bool { if case .signedOut = self { false } else { true } }
}
