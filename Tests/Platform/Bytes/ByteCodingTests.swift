import Bytes
import Testing

@Suite("Bytes: what a writer writes, a reader reads")
struct ByteCodingTests {
    @Test("integers of every width are little-endian and come back",
          arguments: [0, 1, 0x7F, 0xFF, 0x1234_5678_9ABC_DEF0])
    func integers(value: UInt64) throws {
        var writer = ByteWriter()
        writer.write(UInt8(truncatingIfNeeded: value))
        writer.write(UInt16(truncatingIfNeeded: value))
        writer.write(UInt32(truncatingIfNeeded: value))
        writer.write(value)
        writer.write(Int64(bitPattern: value))
        #expect(writer.bytes.count == 23)
        #expect(writer.bytes[3] == UInt8(truncatingIfNeeded: value))

        var reader = ByteReader(writer.bytes)
        #expect(try reader.read(UInt8.self) == UInt8(truncatingIfNeeded: value))
        #expect(try reader.read(UInt16.self) == UInt16(truncatingIfNeeded: value))
        #expect(try reader.read(UInt32.self) == UInt32(truncatingIfNeeded: value))
        #expect(try reader.read(UInt64.self) == value)
        #expect(try reader.read(Int64.self) == Int64(bitPattern: value))
        try reader.requireEnd()
    }

    @Test("a number lies in memory with its lowest byte first")
    func byteOrder() {
        var writer = ByteWriter()
        writer.write(UInt32(0x0102_0304))
        #expect(writer.bytes == [4, 3, 2, 1])
    }

    @Test("floats keep their bits, also NaN and negative zero")
    func floats() throws {
        var writer = ByteWriter()
        writer.write(Float(-0.0))
        writer.write(Float.nan)
        writer.write(Double.pi)
        var reader = ByteReader(writer.bytes)
        #expect(try reader.readFloat().bitPattern == Float(-0.0).bitPattern)
        #expect(try reader.readFloat().isNaN)
        #expect(try reader.readDouble() == .pi)
    }

    @Test("strings, optionals and arrays come back")
    func composites() throws {
        var writer = ByteWriter()
        writer.write("Grüße, 世界")
        writer.writeOptional(UInt16(7)) { $1.write($0) }
        writer.writeOptional(UInt16?.none) { $1.write($0) }
        writer.writeArray([UInt32(1), 2, 3]) { $1.write($0) }
        var reader = ByteReader(writer.bytes)
        #expect(try reader.readString(bytes: 1...64) == "Grüße, 世界")
        #expect(try reader.readOptional { reader throws(BytesError) in try reader.read(UInt16.self) } == 7)
        #expect(try reader.readOptional { reader throws(BytesError) in try reader.read(UInt16.self) } == nil)
        let numbers = try reader.readArray(count: 0...3, elementBytesMin: 4) { reader throws(BytesError) in
            try reader.read(UInt32.self)
        }
        #expect(numbers == [1, 2, 3])
    }

    @Test("every prefix of a value is refused as truncated", arguments: 0..<12)
    func prefixes(length: Int) {
        var writer = ByteWriter()
        writer.write("eight by")
        var reader = ByteReader(Array(writer.bytes.prefix(length)))
        #expect(throws: BytesError.self) { try reader.readString(bytes: 0...100) }
    }

    @Test("a length outside its range is refused before anything is allocated")
    func lengths() {
        var reader = ByteReader([0xFF, 0xFF, 0xFF, 0xFF])
        #expect(throws: BytesError.length(found: 4_294_967_295, allowed: 0...16)) {
            try reader.readBytes(count: 0...16)
        }
        var empty = ByteReader([0, 0, 0, 0])
        #expect(throws: BytesError.length(found: 0, allowed: 1...16)) { try empty.readString(bytes: 1...16) }
        var array = ByteReader([0xFF, 0xFF, 0, 0])
        #expect(throws: BytesError.truncated(wanted: 65_535 * 8, left: 0)) {
            try array.readArray(count: 0...65_535, elementBytesMin: 8) { reader throws(BytesError) in
                try reader.read(UInt64.self)
            }
        }
    }

    @Test("bytes that are not UTF-8, a boolean of 2 and a byte too many are refused")
    func refusals() throws {
        var text = ByteReader([2, 0, 0, 0, 0xC3, 0x28])
        #expect(throws: BytesError.notUTF8) { try text.readString(bytes: 0...8) }
        var flag = ByteReader([2])
        #expect(throws: BytesError.value(field: "boolean", found: "2")) { try flag.readBool() }
        #expect(throws: BytesError.trailing(1)) { try ByteReader([0]).requireEnd() }
    }
}
