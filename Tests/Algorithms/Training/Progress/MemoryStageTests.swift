import Testing
import Training

@Suite("Stages of a memory")
struct MemoryStageTests {
    @Test("a list of stages is read whole or not at all")
    func reads() {
        let wanted = [MemoryStage(blocks: 4, pieceTokens: 28), MemoryStage(blocks: 30, pieceTokens: 40)]
        #expect(MemoryStage.list("4:28,30:40") == wanted)
        for wrong in ["", "4", "4:0", "4:28,x:3", "4:28;8:28", "-1:3"] { #expect(MemoryStage.list(wrong) == nil) }
    }
}
