import CKernels
import Foundation
import Files
import Tensors
import Testing

@Suite("Weights from bytes")
struct WeightTests {
    @Test("every f16 number is widened exactly")
    func f16() {
        let halves = (UInt16.min...UInt16.max).map(\.self)
        var (fast, plain) = ([Float](repeating: 0, count: halves.count), [Float](repeating: 0, count: halves.count))
        unsafe ck_widen_f16(halves, &fast, halves.count)
        unsafe ck_widen_f16_plain(halves, &plain, halves.count)
        for (i, half) in halves.enumerated() {
            let wanted = Float(Float16(bitPattern: half))
            #expect(wanted.isNaN ? plain[i].isNaN && fast[i].isNaN : plain[i] == wanted && fast[i] == wanted)
        }
    }

    @Test("bf16 rounds to nearest, ties to even, and keeps a NaN a NaN")
    func bf16() {
        let ties: [(UInt32, UInt16)] = [
            (0x3f80_8000, 0x3f80), (0x3f81_8000, 0x3f82), (0x3f80_8001, 0x3f81), (0x7f7f_ffff, 0x7f80), (0x8000_0000,
                0x8000),
        ]
        for (bits, wanted) in ties {
            var found: UInt16 = 0
            unsafe ck_round_bf16([Float(bitPattern: bits)], &found, 1)
            #expect(found == wanted)
        }
        var found: UInt16 = 0
        unsafe ck_round_bf16([Float(bitPattern: 0x7f80_0001)], &found, 1)
        #expect(found & 0x7fff > 0x7f80)
    }

    @Test("int8 blocks are off by at most half a step of their own greatest value")
    func int8() throws {
        let tensor = Reference.tensor(19, 150, seed: 4)
        let found = try Weight(tensor, format: .int8).widened()
        for row in 0..<19 {
            for start in stride(from: 0, to: 150, by: 64) {
                let columns = start..<min(start + 64, 150)
                let step = columns.map { abs(tensor[row, $0]) }.max()! / 127 * (1 + 1 / 128)
                for column in columns { #expect(abs(found[row, column] - tensor[row, column]) <= step / 2 * 1.001) }
            }
        }
    }

    @Test("a weight of zeros gives zeros", arguments: WeightFormat.allCases)
    func zeros(format: WeightFormat) throws {
        let weight = try Weight(.zeros(rows: 17, columns: 65), format: format)
        #expect(Verbs.linear(Reference.tensor(2, 65, seed: 1), weight).array.allSatisfy { $0 == 0 })
    }

    @Test("a number that is not finite is refused with its index", arguments: WeightFormat.allCases, [Float.nan,
        .infinity])
    func notFinite(format: WeightFormat, value: Float) {
        var values = Reference.numbers(30, seed: 1)
        values[17] = value
        values[28] = value
        #expect(throws: TensorError.notFinite(index: 17)) {
            try Weight(Tensor(rows: 3, columns: 10, values), format: format)
        }
    }

    @Test("a mapped file gives the same weight at any offset, as it stands or converted", arguments: [0, 1, 2, 4])
    func file(offset: Int) throws {
        let path = "/tmp/engram-weight-\(UInt64.random(in: 0...UInt64.max))"
        let tensor = Reference.tensor(18, 30, seed: 5)
        var file = try AtomicFile(path: path)
        try file.write([UInt8](repeating: 0xff, count: offset) + tensor.littleEndianBytes)
        try file.commit()
        let mapped = try MappedFile(path: path)
        try FileManager.default.removeItem(atPath: path)
        let range = offset..<offset + 18 * 30 * 4
        for format in WeightFormat.allCases {
            let found = try Weight(outputs: 18, inputs: 30, file: mapped, range: range, element: .f32, format: format)
            #expect(found.widened().array == (try Weight(tensor, format: format)).widened().array)
        }
        #expect(throws: TensorError.byteCount(found: 2160, wanted: 2280)) {
            try Weight(outputs: 19, inputs: 30, file: mapped, range: range, element: .f32, format: .f32)
        }
    }
}
