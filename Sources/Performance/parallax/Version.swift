import ArgumentParser
import Domain

/// The version of the program: the number of the newest section of CHANGELOG.md.
let programVersion = "6.0"

/// What `parallax --version` prints.
let versionText = "parallax \(programVersion) (methods version \(Policy.methodsVersion))"
