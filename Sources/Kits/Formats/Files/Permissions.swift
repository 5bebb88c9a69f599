public import Glibc

/// The permissions of files unless something else is asked for. What the program writes names people
/// and customers, so only its owner may read it.
public let ownerOnlyFile: mode_t = 0o600
/// The permissions of folders, for the same reason.
public let ownerOnlyFolder: mode_t = 0o700
