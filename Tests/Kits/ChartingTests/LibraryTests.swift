import CGD
import CText
import Charting
import Testing

@Suite struct LibraryTests {
    @Test func `the libraries have every function that is used`() {
        #expect(ChartError(loadGD()) == nil)
        #expect(ChartError(loadText()) == nil)
    }

    @Test func `a library that is not installed is named with its package`() throws {
        let error = try #require(ChartError(searchGD("libgd-not-here.so.3")))
        #expect(error == .noLibrary(file: "libgd.so.3", package: "libgd3"))
        #expect(error.description.contains("install libgd3"))
        let text = try #require(ChartError(searchText("libtext-not-here.so")))
        #expect(text == .noLibrary(file: "libtext-not-here.so", package: "libfreetype6"))
    }

    @Test func `a library without the functions is refused with the name of the first`() throws {
        // The C library is always there and has none of them.
        let error = try #require(ChartError(searchGD("libc.so.6")))
        #expect(
            error
                == .incompleteLibrary(
                    file: "libgd.so.3", missing: "gdImageCreateTrueColor", package: "libgd3"))
        #expect(error.description.contains("gdImageCreateTrueColor"))
        #expect(error.description.contains("libgd3"))
        let text = try #require(ChartError(searchText("libc.so.6")))
        #expect(
            text
                == .incompleteLibrary(
                    file: "libc.so.6", missing: "FT_Init_FreeType", package: "libfreetype6"))
    }
}
