import Bytes
import CKernels
import Testing

@Suite("Bytes: checksums and hexadecimal")
struct ChecksumTests {
    @Test("CRC-32C gives the values of RFC 3720, appendix B.4")
    func crcVectors() {
        #expect(crc32c([UInt8](repeating: 0, count: 32)) == 0x8A91_36AA)
        #expect(crc32c([UInt8](repeating: 0xFF, count: 32)) == 0x62A8_AB43)
        #expect(crc32c(0..<32) == 0x46DD_794E)
        #expect(crc32c("123456789".utf8) == 0xE306_9283)
    }

    @Test("CRC-32C of two parts is that of the whole", arguments: [0, 1, 5, 9])
    func crcContinues(split: Int) {
        let text = Array("123456789".utf8)
        #expect(crc32c(text[split...], continuing: crc32c(text[..<split])) == 0xE306_9283)
    }

    @Test("the CPU's own CRC instruction gives what the plain loop gives", arguments: [0, 1, 7, 8, 9, 63, 64, 1000])
    func crcPlain(count: Int) {
        let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 167 &+ 13) }
        let plain = unsafe bytes.withUnsafeBufferPointer { unsafe ~ck_crc32c_plain(~0, $0.baseAddress, $0.count) }
        #expect(crc32c(bytes) == plain)
    }

    @Test("SHA-256 gives the values of FIPS 180-4, in one piece and in several")
    func sha256Vectors() {
        let abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
        #expect(sha256(Array("abc".utf8)).hexadecimal == abc)
        var stream = SHA256Stream()
        stream.update(Array("a".utf8))
        stream.update(Array("bc".utf8))
        #expect(stream.finish().hexadecimal == abc)
    }

    @Test("hexadecimal reads what it writes and refuses the rest")
    func hexadecimal() {
        #expect([UInt8](hexadecimal: "00ffA5") == [0, 255, 165])
        #expect(([0, 255, 165] as [UInt8]).hexadecimal == "00ffa5")
        #expect([UInt8](hexadecimal: "0") == nil)
        #expect([UInt8](hexadecimal: "0g") == nil)
    }
}
