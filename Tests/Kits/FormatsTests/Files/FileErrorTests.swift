import Formats
import Glibc
import TestSupport
import Testing

@Suite struct FileErrorTests {
    @Test(arguments: [
        (EACCES, "run the command as a user who has it"), (EISDIR, "name a file in it"),
        (ENOENT, "check the path"), (EIO, "check the disk"),
    ])
    func `What cannot be read says what to do about the reason`(code: Int32, remedy: String) {
        errno = code
        let error = FileError.unreadable(path: "a.csv", reason: reasonOfLastError())
        #expect(error.description.hasPrefix("cannot read a.csv: "))
        #expect(error.description.hasSuffix(remedy))
    }

    @Test(arguments: [
        (EACCES, "run the command as a user who may write there"), (ENOSPC, "another disk"),
        (EROFS, "choose another folder"), (EEXIST, "name a file that does not exist yet"),
        (ENOENT, "make its folder first, or choose another"), (EISDIR, "or another one"),
        (ENOTDIR, "a file is in the way, so choose another folder"),
    ])
    func `What cannot be written says what to do about the reason`(code: Int32, remedy: String) {
        errno = code
        let reason = reasonOfLastError()
        for error in [
            FileError.unwritable(path: "a", reason: reason),
            FileError.cannotMakeFolder(path: "a", reason: reason),
        ] {
            #expect(error.description.contains(reason))
            #expect(error.description.hasSuffix(remedy))
        }
    }
}
