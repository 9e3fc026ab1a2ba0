import Checkpoints
import Foundation
import ServiceKit
import Testing
import UpdateWorker

@Suite("Update worker: a model without memory")
struct BareModelTests {
    @Test("it is refused with what is needed")
    func refused() throws {
        let folder = NSTemporaryDirectory() + "/engram-bare-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try RandomModel(.tiny(), seed: 5).write(folder: folder, type: .float32)
        let fault = #expect(throws: StartFault.self) {
            try OpenedModel(folder: folder, weights: "f32", memoryClass: nil)
        }
        #expect(fault?.description.contains("num_tokens") == true)
    }
}
