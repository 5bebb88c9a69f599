import Formats
import Hummingbird
import Templating
import Web

/// The page that describes the interface for programs.
enum APIPages {
    static let all: [Endpoint] = [page]

    private static let page = Endpoint.page(
        "/api", .open, "The interface for programs, as people read it."
    ) { call in try text.get().response(to: call.request) }

    /// The page is the same for everybody, so it shows nobody's links.
    private static let text: Result<Reply, any Error> = Result {
        let page = APIDescription(OperationEndpoints.document)
        return try Layout(
            title: "Interface for programs", month: nil, months: [], viewer: nil, section: "/api",
            digests: nil
        ).reply(try serviceTemplates.text("api", page.values))
    }
}
