internal import CKernels
internal import Glibc
internal import Synchronization

/// Rotary positions: the sines and cosines of every position, made when first asked for.
///
///     angle[p, i] = f32(f32(p) / divisor) · frequency[i]            i < h/2
///
/// The product is rounded to f32, as the published models' code does, and its sine and cosine are taken in f64: at
/// position 10^4 the rounding moves an angle by up to 5e-4, so another precision would be another model.
public final class Rotary: Sendable {
    /// Inverse frequencies, h/2 of them, in radians per position.
    public let frequencies: [Float]
    public let divisor: Float
    /// Multiplies every sine and cosine (YaRN's attention factor); 1 for all else.
    public let amplitude: Float
    private let table: Mutex<Table>

    /// - Parameter divisor: positions are divided by it before use; 1 where scaling is in the frequencies already.
    public init(frequencies: [Float], divisor: Float = 1, amplitude: Float = 1) {
        (self.frequencies, self.divisor, self.amplitude) = (frequencies, divisor, amplitude)
        table = Mutex(Table(cosine: .none, sine: .none))
    }

    /// Cosines and sines, [positions, h/2] each.
    struct Table: Sendable {
        let cosine: Tensor
        let sine: Tensor
    }

    /// A table of at least `count` positions.
    func table(upTo count: Int) -> Table {
        table.withLock { table in
            if table.cosine.rows < count { table = make(max(count, 2 * table.cosine.rows, 64)) }
            return table
        }
    }

    private func make(_ positions: Int) -> Table {
        var cosine = Draft(rows: positions, columns: frequencies.count)
        var sine = Draft(rows: positions, columns: frequencies.count)
        unsafe cosine.withPointer { cosines in
            unsafe sine.withPointer { sines in
                inParallel(positions, work: frequencies.count * 50) { range in
                    for position in range {
                        for (i, frequency) in frequencies.enumerated() {
                            let angle = Double(Float(position) / divisor * frequency)
                            let place = position * frequencies.count + i
                            unsafe cosines[place] = Float(cos(angle)) * amplitude
                            unsafe sines[place] = Float(sin(angle)) * amplitude
                        }
                    }
                }
            }
        }
        return Table(cosine: cosine.seal(), sine: sine.seal())
    }
}
