import CGD
import Charting
import Testing

@Suite struct LibraryTests {
    @Test func `libgd has every function that is used`() {
        #expect(ChartError(loadGD()) == nil)
    }

    @Test func `a library that is not installed is named with its package`() throws {
        let error = try #require(ChartError(searchGD("libgd-not-here.so.3")))
        #expect(error == .noGD)
        #expect(error.description.contains("install libgd3"))
    }

    @Test func `a library without the functions is refused with the name of the first`() throws {
        // The C library is always there and has none of them.
        let error = try #require(ChartError(searchGD("libc.so.6")))
        #expect(error == .incompleteGD(missing: "gdImageCreateTrueColor"))
        #expect(error.description.contains("gdImageCreateTrueColor"))
        #expect(error.description.contains("libgd3"))
    }
}
