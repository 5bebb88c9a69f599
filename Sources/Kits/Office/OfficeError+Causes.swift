import CWorkbook
import Formats
import Tables

extension OfficeError {
    /// The error for a failed search for a library, or nil when all functions were found.
    init?(_ search: LibrarySearch, file: String, package: String) {
        guard let error = WorkbookError(search, file: file, package: package) else { return nil }
        self.init(error)
    }

    /// The error for a template that cannot be unpacked.
    init(_ error: WorkbookError) {
        switch error {
        case .noLibrary(let file, let package):
            self = .noLibrary(file: file, package: package)
        case .incompleteLibrary(let file, let missing, let package):
            self = .incompleteLibrary(file: file, missing: missing, package: package)
        case .file(let error):
            self = .template(reason: error.description, remedy: "check the file and its folder")
        case .damaged(let reason):
            self = .damagedTemplate(reason)
        case .encrypted:
            self = .template(
                reason: "it has a password", remedy: "remove the password and save it as .pptx")
        case .tooLarge(let reason):
            self = .template(
                reason: reason, remedy: "take large pictures and media out of it and save it again")
        case .unsafe(let reason):
            self = .template(reason: reason, remedy: "open it in PowerPoint and save it again")
        case .outOfMemory:
            self = .outOfMemory
        }
    }

    /// The error for a template that breaks the rules of its format.
    static func damagedTemplate(_ reason: String) -> OfficeError {
        .template(reason: reason, remedy: "open it in PowerPoint and save it again as .pptx")
    }
}
