/// The folder of the package, for tests that read files which ship with it.
package let repositoryPath =
    "/"
    + #filePath.split(separator: "/").dropLast(4).joined(separator: "/")
