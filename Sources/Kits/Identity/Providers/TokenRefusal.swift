/// Why a provider's token is not accepted.
package enum TokenRefusal: Error, Equatable, CustomStringConvertible {
    /// No key of the provider made its signature, or it cannot be read.
    case signature
    /// It is of another issuer.
    case issuer
    /// It is meant for another service.
    case audience
    /// It was issued to another client.
    case authorizedParty
    /// It has expired.
    case expired
    /// It is not valid yet.
    case notYet
    /// It does not say when it was issued, or says a time to come.
    case issuedLater
    /// It belongs to another sign-in.
    case nonce
    /// Its subject is empty or longer than 255 bytes.
    case subject
    /// It is another kind of token.
    case type(String)

    /// What is wrong, as the end of a sentence.
    package var description: String {
        switch self {
        case .signature: "its signature is not by a key of the provider"
        case .issuer: "it is of another issuer"
        case .audience: "it is meant for another service"
        case .authorizedParty: "it was issued to another client"
        case .expired: "it has expired"
        case .notYet: "it is not valid yet"
        case .issuedLater: "it does not say when it was issued, or says a time to come"
        case .nonce: "it belongs to another sign-in"
        case .subject: "its subject is empty or too long"
        case .type(let reason): reason
        }
    }
}
