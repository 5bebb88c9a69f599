import Domain
import Foundation

extension CardFigures {
    /// The numbers of the cards in a published `review.json`.
    ///
    /// - Parameter review: the bytes.
    /// - Throws: `DecodingError` if they are not a review.
    public init(published review: [UInt8]) throws {
        let document = try JSONDecoder().decode(PublishedReview.self, from: Data(review))
        self.init()
        add(document.company.values, of: .company)
        for card in document.teams {
            add(card.values, of: .team(Array((card.team ?? "").utf8)))
        }
        for card in document.scorecards {
            add(card.values, of: .csm(CSMID(card.csm_id ?? "")))
        }
    }
}

/// The members of `review.json` that are compared.
private struct PublishedReview: Decodable {
    let company: Card
    let teams: [Card]
    let scorecards: [Card]

    struct Card: Decodable {
        let team: String?
        let csm_id: String?
        let renewals: [String: Number]
        let metrics: [String: [String: Number]]

        /// The numbers in the order of `CardFigure.all`. A figure that an older review lacks is nil.
        var values: [Double?] {
            CardFigure.all.map { figure in
                figure.path.count == 2
                    ? renewals[figure.path[1]]?.value
                    : metrics[figure.path[1]]?[figure.path[2]]?.value
            }
        }
    }

    /// A number, or nil for any other value.
    struct Number: Decodable {
        let value: Double?

        init(from decoder: any Decoder) throws {
            value = try? decoder.singleValueContainer().decode(Double.self)
        }
    }
}
