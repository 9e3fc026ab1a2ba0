internal import CLZMA
internal import Files

/// The content of an .xz file, piece by piece, with the integrity checks of the format.
public struct XZReader: ~Copyable {
    private static let inputBytes = 1 << 16

    private var file: FileReader
    private let decoder: Decoder
    private var input: [UInt8] = []
    private var consumed = 0
    private var isInputOver = false
    private var isOver = false

    /// - Parameter memoryMax: bytes that unpacking may take; a file of preset 6 needs 9 MiB, of preset 9 65 MiB.
    public init(path: String, memoryMax: UInt64 = 128 << 20) throws(CompressionError) {
        let made = try Decoder(path: path, memoryMax: memoryMax)
        file = try Self.opened(path)
        decoder = made
    }

    private static func opened(_ path: String) throws(CompressionError) -> FileReader {
        do { return try FileReader(path: path) } catch { throw .file(error) }
    }

    /// The next bytes, `count` of them or all that are left; none at the end.
    public mutating func next(atMost count: Int) throws(CompressionError) -> [UInt8] {
        precondition(count > 0, "\(count) bytes")
        var output = [UInt8](repeating: 0, count: count)
        var filled = 0
        while filled < count, !isOver {
            try refill()
            let step = try decoder.decode(input, from: consumed, isLast: isInputOver, into: &output, from: filled)
            consumed += step.read
            filled += step.written
            isOver = step.isOver
        }
        output.removeLast(count - filled)
        return output
    }

    private mutating func refill() throws(CompressionError) {
        guard consumed == input.count, !isInputOver else { return }
        do { input = try file.next(atMost: Self.inputBytes) } catch { throw .file(error) }
        consumed = 0
        isInputOver = input.isEmpty
    }
}

/// What liblzma keeps between pieces.
@safe
private final class Decoder {
    private let path: String
    private let memoryMax: UInt64
    private let stream: UnsafeMutablePointer<lzma_stream>

    init(path: String, memoryMax: UInt64) throws(CompressionError) {
        self.path = path
        self.memoryMax = memoryMax
        unsafe stream = .allocate(capacity: 1)
        unsafe stream.initialize(to: lzma_stream())
        let status = unsafe lzma_stream_decoder(stream, memoryMax, clzma_concatenated)
        guard status == LZMA_OK else { throw .corrupt(path: path, reason: "liblzma refuses: code \(status.rawValue)") }
    }

    deinit {
        unsafe lzma_end(stream)
        unsafe stream.deallocate()
    }

    func decode(
        _ input: [UInt8], from consumed: Int, isLast: Bool, into output: inout [UInt8], from filled: Int
    ) throws(CompressionError) -> (read: Int, written: Int, isOver: Bool) {
        let status = unsafe input.withUnsafeBufferPointer { source in
            unsafe output.withUnsafeMutableBufferPointer { target in
                unsafe stream.pointee.next_in = source.baseAddress.map { unsafe $0 + consumed }
                unsafe stream.pointee.avail_in = source.count - consumed
                unsafe stream.pointee.next_out = target.baseAddress.map { unsafe $0 + filled }
                unsafe stream.pointee.avail_out = target.count - filled
                return unsafe lzma_code(stream, isLast ? LZMA_FINISH : LZMA_RUN)
            }
        }
        let isOver = try check(status)
        let read = input.count - consumed - (unsafe stream.pointee.avail_in)
        return (read, output.count - filled - (unsafe stream.pointee.avail_out), isOver)
    }

    /// Whether the content is complete.
    private func check(_ status: lzma_ret) throws(CompressionError) -> Bool {
        switch status {
        case LZMA_OK: return false
        case LZMA_STREAM_END: return true
        case LZMA_MEMLIMIT_ERROR:
            throw .memory(path: path, wanted: unsafe lzma_memusage(stream), allowed: memoryMax)
        case LZMA_FORMAT_ERROR: throw .corrupt(path: path, reason: "is not an xz file")
        case LZMA_BUF_ERROR: throw .corrupt(path: path, reason: "ends before its content is complete")
        case LZMA_DATA_ERROR: throw .corrupt(path: path, reason: "its content was changed: a check does not match")
        default: throw .corrupt(path: path, reason: "liblzma stops with code \(status.rawValue)")
        }
    }
}
