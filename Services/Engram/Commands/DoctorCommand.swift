internal import ArgumentParser
internal import Foundation
internal import Tensors

/// Looks at the machine before anything runs on it.
struct DoctorCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor",
        abstract: "Looks at packages, processor, OpenBLAS, PostgreSQL, disk and running services.",
        discussion: "Exit status 1 if something would not work.")

    @OptionGroup var data: DataOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let surroundings = Surroundings.current
        let folder = data.folder(surroundings)
        var findings = [
            MachineChecks.processor(cpuinfo: Self.text("/proc/cpuinfo")),
            MachineChecks.memory(meminfo: Self.text("/proc/meminfo")),
            MachineChecks.disk(at: folder.root),
        ]
        findings.append(SystemChecks.openBLAS(core: BLAS.core, environment: surroundings.environment))
        findings += SystemChecks.loadedLibraries(maps: Self.text("/proc/self/maps"))
        findings.append(await SystemChecks.postgres(environment: surroundings.environment))
        findings += SystemChecks.services(environment: surroundings.environment)
        let diagnosis = Diagnosis(findings: findings)
        try surroundings.terminal.show(diagnosis, json: output.json)
        guard diagnosis.isWell else { throw ExitCode(ExitStatus.verdict.rawValue) }
    }

    /// Read to the end: the kernel gives these files in pieces and says no size.
    private static func text(_ path: String) -> String {
        let bytes = FileHandle(forReadingAtPath: path).flatMap { try? $0.readToEnd() }
        return bytes.map { String(decoding: $0, as: UTF8.self) } ?? ""
    }
}
