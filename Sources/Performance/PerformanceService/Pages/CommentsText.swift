import Access
import Calendar
import Review
import Templating

/// The HTML of the comments on a page, with links to reply.
func commentsText(
    _ comments: [NumberedComment], at path: String, isOwn: Bool
) throws -> String {
    let rows = comments.map { number, comment -> [String: Any] in
        [
            "number": number, "name": comment.name, "role": comment.role.words,
            "time": comment.time.day.words, "text": comment.text,
            "isAnswer": comment.answers != nil, "answers": comment.answers ?? 0,
            "reply": "\(path)/reply?answers=\(number)",
        ]
    }
    return try serviceTemplates.text(
        "comments",
        [
            "comments": rows, "hasComments": !rows.isEmpty, "isOwn": isOwn,
            "reply": "\(path)/reply",
        ])
}
