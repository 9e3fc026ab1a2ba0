import Tensors
import Testing

@Suite("Blocks between uses")
struct BlockShelfTests {
    @Test("a block comes back for its own size and no other, and once")
    func again() {
        var shelf = BlockShelf(bytesMax: 100)
        #expect(shelf.put(1, 40).isEmpty)
        #expect(shelf.take(30) == nil)
        #expect(shelf.take(40) == 1)
        #expect(shelf.take(40) == nil)
        #expect(shelf.bytes == 0)
    }

    @Test("what was asked for longest ago goes first when it is too much")
    func oldest() {
        var shelf = BlockShelf(bytesMax: 100)
        _ = shelf.take(40)
        _ = shelf.take(30)
        _ = shelf.put(1, 40)
        _ = shelf.put(2, 30)
        #expect(shelf.put(3, 30).isEmpty)
        #expect(shelf.put(4, 30) == [1])
        #expect(shelf.bytes == 90)
    }

    @Test("a smaller limit takes effect at once")
    func limit() {
        var shelf = BlockShelf(bytesMax: 100)
        _ = shelf.put(1, 40)
        _ = shelf.put(2, 40)
        #expect(shelf.hold(50) == [2])
        #expect(shelf.hold(0) == [1])
        #expect(shelf.put(3, 10) == [3])
    }
}
