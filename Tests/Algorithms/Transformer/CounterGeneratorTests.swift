import Testing
import Transformer

@Suite("Salmon et al. 2011: Philox 4x64-10")
struct CounterGeneratorTests {
    @Test("gives the published numbers for counter 0 and key 0")
    func published() {
        #expect(CounterGenerator.block((0, 0, 0, 0), key: (0, 0)) == [
            0x1655_4d9e_ca36_314c, 0xdb20_fe9d_672d_0fdc, 0xd7e7_72ce_e186_176b, 0x7e68_b68a_ec7b_a23b,
        ])
    }

    @Test("gives the numbers of another implementation for a counter and a key of many bits")
    func other() {
        #expect(CounterGenerator.block((5, 7, 11, 13), key: (21, 34)) == [
            0xb263_1adf_3f01_ee75, 0x303f_9a52_e25a_cabb, 0xbec7_6814_ba16_03b2, 0x9d4e_696f_c6bc_a0cd,
        ])
    }

    @Test("walks through its blocks in order")
    func blocks() {
        var generator = CounterGenerator(key: (21, 34), place: (7, 11, 13))
        let numbers = (0..<24).map { _ in generator.next() }
        #expect(Array(numbers[20...]) == CounterGenerator.block((5, 7, 11, 13), key: (21, 34)))
    }

    @Test("numbers below a bound are each as likely", arguments: [UInt64(3), 10, 1000])
    func bounded(bound: UInt64) {
        var generator = CounterGenerator(key: (1, 2), place: (3, 4, 5))
        var counts = [Int](repeating: 0, count: Int(bound))
        for _ in 0..<(1000 * Int(bound)) { counts[Int(generator.next(below: bound))] += 1 }
        let chiSquare = counts.reduce(0.0) { $0 + Double(($1 - 1000) * ($1 - 1000)) / 1000 }
        #expect(abs(chiSquare - Double(bound - 1)) < 5 * (2 * Double(bound)).squareRoot())
    }
}
