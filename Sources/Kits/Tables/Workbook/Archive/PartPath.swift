/// The path of a part that another part refers to.
///
/// `worksheets/sheet1.xml` in `xl/workbook.xml` is `xl/worksheets/sheet1.xml`. A target that begins
/// with `/` is counted from the root of the file. Some programs write `\` for `/`.
///
/// - Parameters:
///   - target: the reference, as it is written.
///   - part: the path of the part that holds it.
/// - Returns: the path from the root, without a leading slash.
package func partPath(_ target: String, from part: String) -> String {
    let target = target.replacing("\\", with: "/")
    var steps = target.hasPrefix("/") ? [] : part.split(separator: "/").dropLast()
    for step in target.split(separator: "/") {
        switch step {
        case ".": continue
        case "..": steps = steps.dropLast()
        default: steps.append(step)
        }
    }
    return steps.joined(separator: "/")
}
