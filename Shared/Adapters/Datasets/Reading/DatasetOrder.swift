/// The order in which a reader takes records.
public enum DatasetOrder: Equatable, Sendable {
    case sequential
    /// Every pass a permutation of its own, given by the seed and the number of the pass.
    case shuffled(seed: UInt64)

    /// Where in the file the record number `next` of a pass stands.
    func place(_ next: Int, epoch: Int, of count: Int) -> Int {
        switch self {
        case .sequential: next
        case .shuffled(let seed): Permutation(count: count, seed: seed, stream: UInt64(epoch))[next]
        }
    }
}
