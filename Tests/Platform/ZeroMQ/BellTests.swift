import Glibc
import Testing
import ZeroMQ

@Suite struct BellTests {
    @Test func `a bell that is rung while it is cleared can be heard afterwards`() async {
        for _ in 0..<20 {
            let bell = Bell()
            async let ringing: Void = { for _ in 0..<20_000 { bell.ring() } }()
            async let clearing: Void = { for _ in 0..<20_000 { bell.clear() } }()
            _ = await (ringing, clearing)
            bell.ring()
            var item = pollfd(fd: bell.descriptor, events: Int16(POLLIN), revents: 0)
            #expect(unsafe poll(&item, 1, 0) == 1)
        }
    }
}
