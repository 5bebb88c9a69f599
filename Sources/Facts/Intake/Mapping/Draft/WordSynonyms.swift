/// What other systems write for the words of a feed. Compared in small letters.
enum WordSynonyms {
    /// The feed's word for a word of an export; nil if none is likely.
    ///
    /// - Parameters:
    ///   - text: the word of the export.
    ///   - words: the words that the feed knows.
    /// - Returns: the feed's word.
    static func word(_ text: String, _ words: [String]) -> String? {
        let lower = text.lowercased()
        return words.first { word in
            lower == word || synonyms[word]?.contains(lower) ?? false
        }
    }

    private static let synonyms: [String: Set<String>] = [
        "renewed": [
            "renewal", "closed won", "closedwon", "won", "retained", "signed", "active",
            "verlängert", "verlaengert", "gewonnen", "renouvelé", "renovado", "completed",
        ],
        "churned": [
            "churn", "closed lost", "closedlost", "lost", "cancelled", "canceled", "not renewed",
            "terminated", "non-renewed", "gekündigt", "gekuendigt", "verloren", "résilié",
            "cancelado", "non-renewal",
        ],
        "open": [
            "pending", "in progress", "upcoming", "prospecting", "negotiation", "offen",
            "in bearbeitung", "en cours", "abierto", "not started", "qualification", "proposal",
        ],
        "won": ["closed won", "closedwon", "gewonnen"],
        "lost": ["closed lost", "closedlost", "verloren"],
        "green": ["healthy", "good", "grün", "gruen", "vert", "verde", "low risk", "g"],
        "amber": [
            "yellow", "orange", "at risk", "fair", "concerning", "gelb", "jaune", "amarillo",
            "medium risk", "neutral", "a", "y",
        ],
        "red": ["poor", "critical", "bad", "rot", "rouge", "rojo", "high risk", "r"],
        "nps": ["net promoter score", "relationship nps"],
        "csat": ["customer satisfaction", "satisfaction"],
        "company": ["global", "all", "overall"],
        "csm": ["person", "individual", "owner"],
        "team": ["group"],
    ]
}
