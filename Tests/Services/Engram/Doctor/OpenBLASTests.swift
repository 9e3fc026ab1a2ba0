import Engram
import Tensors
import Testing

@Suite("Which kernels OpenBLAS runs")
struct OpenBLASTests {
    @Test("a variable meant for other programs is not followed, and the doctor says how to insist")
    func ignored() {
        let finding = SystemChecks.openBLAS(core: "SkylakeX", environment: ["OPENBLAS_CORETYPE": "Haswell"])
        #expect(finding.verdict == .note)
        #expect(finding.advice?.contains("ENGRAM_OPENBLAS_CORE=Haswell") == true)
        let same = SystemChecks.openBLAS(core: "SkylakeX", environment: ["OPENBLAS_CORETYPE": "SKYLAKEX"])
        #expect(same.verdict == .good)
    }

    @Test("kernels that were insisted on and do not run are told")
    func impossible() {
        let wanted = ["ENGRAM_OPENBLAS_CORE": "COOPERLAKE", "OPENBLAS_CORETYPE": "Haswell"]
        let finding = SystemChecks.openBLAS(core: "Haswell", environment: wanted)
        #expect(finding.verdict == .note && finding.advice?.contains("COOPERLAKE") == true)
        #expect(SystemChecks.openBLAS(core: "Cooperlake", environment: wanted).verdict == .good)
        #expect(SystemChecks.openBLAS(core: "", environment: wanted).advice?.contains("install-packages") == true)
    }

    @Test("who insists gets those kernels where the processor has them; a name that means nothing changes nothing")
    func insisted() throws {
        let haswell = CPU.levels.contains(.avx2) ? "Haswell" : BLAS.core
        for (wanted, core) in [("haswell", haswell), ("no such core", BLAS.core)] {
            let said = try BuiltPrograms.run("engram", ["doctor"], ["ENGRAM_OPENBLAS_CORE": wanted]).output
            #expect(said.contains("OpenBLAS: \(core) kernels"), "\(said)")
        }
    }
}
