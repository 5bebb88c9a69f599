import Calendar
import Domain

/// The fixed attributes of an account: name, size, start date, contract length and so on.
struct AccountProfile {
    let id: String
    /// The identifier's six digits. The identifiers of the account's rows contain them.
    let stem: String
    let name: String
    /// Position in `Vocabulary.segments`.
    let segment: Int
    let product: String
    let industry: String
    let region: String
    /// Empty if not given; the reporting currency then applies.
    let currency: String
    let parent: String
    let since: Day
    /// Length of a contract in months: 12, 24 or 36.
    let termMonths: Int
    /// Annual revenue at the start of the first contract in the window.
    let startARR: Double
    /// Whether the account has health scores. `hasARRRows`: whether finance exports its revenue.
    let hasHealth: Bool
    let hasARRRows: Bool

    init(number: Int, in world: World) {
        var random = world.stream(account: number, .profile)
        stem = zeroPadded(number, to: 6)
        id = "A" + stem
        let form = random.pick(Vocabulary.companyForms)
        name =
            random.pick(Vocabulary.companyStarts) + random.pick(Vocabulary.companyEnds) + " "
            + random.pick(Vocabulary.companyTrades) + (form.hasPrefix(",") ? form : " " + form)
        segment = random.position(weights: [0.5, 0.32, 0.18])
        let step = random.position(weights: [0.2, 0.6, 0.2]) - 1
        product = Vocabulary.products[min(2, max(0, segment + step))]
        industry = random.pick(Vocabulary.industries)
        let place = random.position(weights: [0.5, 0.35, 0.15])
        region = Vocabulary.regions[place]
        currency =
            place == 1
            ? random.chance(0.6) ? "EUR" : "GBP" : random.chance(0.5) ? "USD" : ""
        parent =
            number > 1 && random.chance(0.05)
            ? "A" + zeroPadded(random.integer(max(1, number - 20)...number - 1), to: 6) : ""
        let days = world.last - world.first
        let earliest =
            random.chance(0.72) || days < 120
            ? world.first - random.integer(40...1400) : world.first + random.integer(0...days - 90)
        let months = (0..<12).map { world.truth.startSeason[(earliest.month + $0).monthOfYear - 1] }
        let month = earliest.month + random.position(weights: months) - 6
        since = month.firstDay + (random.chance(0.25) ? 0 : random.integer(0...27))
        termMonths = [12, 24, 36][random.position(weights: [0.8, 0.13, 0.07])]
        startARR = max(
            1200, Double(tens(exponential([9.4, 10.7, 12.0][segment] + 0.55 * random.normal()))))
        hasHealth = !random.chance(0.015)
        hasARRRows = !random.chance(0.08)
    }

    /// The ARR tier, from `under 15k` to `over 200k`; empty for one account in fifty.
    var arrTier: String {
        switch startARR {
        case _ where stem.hasSuffix("33") || stem.hasSuffix("83"): ""
        case ..<15_000: "under 15k"
        case ..<50_000: "15k to 50k"
        case ..<200_000: "50k to 200k"
        default: "over 200k"
        }
    }

    /// The contracts that begin by the window's last day and end after its first day.
    func terms(in world: World) -> [(start: Day, due: Day)] {
        let dayOfMonth = since.civil.day - 1
        func begin(_ term: Int) -> Day { (since.month + term * termMonths).firstDay + dayOfMonth }
        var terms: [(start: Day, due: Day)] = []
        for term in 0... {
            guard begin(term) <= world.last else { break }
            if begin(term + 1) > world.first { terms.append((begin(term), begin(term + 1))) }
        }
        return terms
    }

    var line: FeedLine {
        FeedLine(
            .accounts,
            [
                id, name, Vocabulary.segments[segment], arrTier, product, industry, region,
                "\(since)", parent,
            ])
    }
}
