import Calendar
import Formats
import Web

extension Call {
    /// The review of the month in the path.
    func review() async throws -> OpenReview {
        let shelf = try await service.library.current()
        guard let month = Month(parameter("month")) else {
            throw Problem.badRequest("A month is written as 2026-10.")
        }
        guard shelf.months.contains(month) else {
            throw Problem.notFound("The health history does not cover \(month) to its end.")
        }
        return try await shelf.review(month)
    }
}

extension Parameter {
    /// The month of a review.
    static let month = Parameter(
        name: "month", isInPath: true,
        schema: ["type": "string", "pattern": "^[0-9]{4}-(0[1-9]|1[0-2])$"],
        summary: "The month, as 2026-10.")
}
