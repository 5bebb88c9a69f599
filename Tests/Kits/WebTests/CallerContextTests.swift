import Testing
import Web

@Suite struct CallerContextTests {
    @Test func `A proxy is believed from here and from private networks alone`() {
        let near = [
            "127.0.0.1", "::1", "::ffff:127.0.0.1", "10.1.2.3", "172.16.0.1", "172.31.255.255",
            "192.168.1.1", "fd00::1",
        ]
        let far = [
            "8.8.8.8", "172.15.0.1", "172.32.0.1", "192.169.0.1", "2001:db8::1", "::ffff:8.8.8.8",
            "", "127.0.0", "10.0.0.256",
        ]
        #expect(near.allSatisfy(isNear))
        #expect(!far.contains(where: isNear))
    }
}
