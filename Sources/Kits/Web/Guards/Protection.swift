import HTTPTypes

/// Security headers: a browser may show a response but do nothing else with it.
let protection: HTTPFields = {
    let values: KeyValuePairs = [
        "Content-Security-Policy":
            "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; "
            + "base-uri 'none'; frame-ancestors 'none'",
        "X-Content-Type-Options": "nosniff", "X-Frame-Options": "DENY",
        "Referrer-Policy": "same-origin", "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
        "Strict-Transport-Security": "max-age=31536000",
    ]
    var fields: HTTPFields = [:]
    for (name, value) in values {
        if let name = HTTPField.Name(name) { fields[name] = value }
    }
    return fields
}()

extension HTTPFields {
    /// Adds fields. Fields that are already set keep their values.
    mutating func merge(_ others: HTTPFields) {
        for field in others where self[field.name] == nil { self[field.name] = field.value }
    }
}
