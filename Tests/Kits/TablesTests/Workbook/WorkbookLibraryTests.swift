import CWorkbook
import Tables
import Testing

@Suite struct WorkbookLibraryTests {
    private func failure(of search: LibrarySearch) -> WorkbookError? {
        WorkbookError(search, file: "libzip.so.4", package: "libzip4")
    }

    @Test func `the libraries have every function that is used`() {
        #expect(failure(of: loadZip()) == nil)
        #expect(failure(of: loadXML()) == nil)
    }

    @Test func `a library that is not installed is named with its package`() throws {
        for search in [searchZip("libzip-not-here.so"), searchXML("libxml-not-here.so")] {
            let error = try #require(failure(of: search))
            #expect(error == .noLibrary(file: "libzip.so.4", package: "libzip4"))
            #expect(error.description.contains("install libzip4"))
        }
    }

    @Test func `a library without the functions is refused with the name of the first`() throws {
        // The C library is always there and has none of them.
        let error = try #require(failure(of: searchZip("libc.so.6")))
        #expect(error.description.contains("has no function zip_source_function_create"))
        #expect(searchXML("libc.so.6").missing.map { String(cString: $0) } == "xmlInitParser")
    }
}
