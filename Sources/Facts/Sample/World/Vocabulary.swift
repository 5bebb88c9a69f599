/// The names and words of the synthetic world. All people and companies are invented.
enum Vocabulary {
    static let segments = ["SMB", "Mid-Market", "Enterprise"]
    static let products = ["Starter", "Growth", "Suite"]
    static let industries = [
        "Software", "Retail", "Logistics", "Health Care", "Finance", "Education", "Media",
        "Manufacturing",
    ]
    static let regions = ["Americas", "EMEA", "APAC"]
    static let teams = ["Harbour", "Meadow", "Summit", "Tide"]
    static let components = ["engagement", "support", "relationship", "commercial"]
    static let modelVersions = ["2024.1", "2025.2"]

    static let firstNames = [
        "Amara", "Jonas", "Priya", "Mateo", "Ingrid", "Kwame", "Leila", "Tomasz", "Sofia", "Hiro",
        "Clara", "Dmitri", "Noor", "Callum", "Yara", "Felix", "Mei", "Rafael", "Anneke", "Samuel",
        "Zofia", "Idris", "Elena", "Marcus",
    ]
    static let lastNames = [
        "Okafor", "Lindqvist", "Raman", "Castellan", "Bergmann", "Mensah", "Haddad", "Nowak",
        "Moretti", "Tanabe", "Whitlock", "Volkov", "Rahimi", "Fraser", "Nassar", "Brandt", "Zhou",
        "Almeida", "de Wit", "Adeyemi", "Zielinska", "Farah", "Petrova", "Hale",
    ]

    static let companyStarts = [
        "Alder", "Amber", "Birch", "Bluestone", "Bright", "Cedar", "Clear", "Copper", "Crest",
        "Drift", "Elm", "Falcon", "Fern", "Flint", "Glen", "Granite", "Harrow", "Hazel", "Iron",
        "Juniper", "Kestrel", "Lark", "Linden", "Marsh", "North", "Oak", "Otter", "Pebble",
        "Quarry",
        "Raven", "Reed", "Sable", "Silver", "Slate", "Spruce", "Stone", "Thorn", "Tidal", "Willow",
        "Wren",
    ]
    static let companyEnds = [
        "bank", "bay", "bridge", "brook", "dale", "field", "ford", "gate", "grove", "haven", "lake",
        "land", "leaf", "line", "mark", "mere", "mill", "mont", "path", "point", "port", "ridge",
        "shore", "side", "smith", "stead", "view", "ward", "way", "wood",
    ]
    static let companyTrades = [
        "Analytics", "Apparel", "Automation", "Biotech", "Capital", "Clinics", "Designs", "Energy",
        "Foods", "Freight", "Insurance", "Interiors", "Labs", "Learning", "Logistics", "Media",
        "Mobility", "Networks", "Optics", "Payments", "Pharma", "Retail", "Robotics", "Systems",
        "Travel",
    ]
    static let companyForms = ["Inc", "Ltd", "GmbH", "LLC", "Group", ", Hale & Sons"]

    static let overrideReasons = [
        "sponsor_change", "usage_misleading", "commercial_talks", "support_escalation",
        "reorganisation", "adoption_plan", "relationship",
    ]
    static let overrideNotes = [
        "Spoke to the sponsor, the dip in usage is seasonal",
        "Champion left; nobody named yet",
        "Executive review went well",
        "They said \"we will renew\", pending legal",
        "Open incident since last week, angry tone",
        "Second team starts next month",
        "Budget freeze, asked for a smaller package",
        "Few logins because of a migration, not a risk",
        "Competitor in evaluation; price is the topic",
        "Two things to settle:\n- data residency\n- the \"premium\" support plan",
        "Training done, adoption should follow",
        "",
    ]
    static let churnReasons = [
        "price", "product_gap", "champion_left", "merger", "budget", "competitor", "no_value",
    ]
    static let sessionKinds = ["check_in", "business_review", "training", "onboarding"]
}
