package import Foundation

/// How each service is started by `engram up`: the one place that knows their flags.
package struct ServicePlans: Sendable {
    package let folder: DataFolder
    package let model: URL
    /// Nil for PostgreSQL under the data folder.
    package let database: String
    package let updateWorkers: Int
    package let generationWorkers: Int
    package let weights: String
    /// A file with an API key of the scope service, once the store has keys.
    package let keyFile: String?
    /// The first port, 7400 by default; 0 lets every service take a free one.
    package let portBase: Int
    package let environment: [String: String]

    package init(
        folder: DataFolder, model: URL, database: String, updateWorkers: Int, generationWorkers: Int, weights: String,
        keyFile: String? = nil, portBase: Int, environment: [String: String]
    ) {
        self.folder = folder
        self.model = model
        self.database = database
        self.updateWorkers = updateWorkers
        self.generationWorkers = generationWorkers
        self.weights = weights
        self.keyFile = keyFile
        self.portBase = portBase
        self.environment = environment
    }

    /// The store above PostgreSQL (tier 0), everything else above the store.
    package func all() throws(Failure) -> [ProcessPlan] {
        var plans = [try store(), try ingest()]
        for index in 1...max(generationWorkers, 1) where index <= generationWorkers {
            plans.append(try generate(index))
        }
        for index in 1...max(updateWorkers, 1) where index <= updateWorkers { plans.append(try update(index)) }
        return plans
    }

    private func store() throws(Failure) -> ProcessPlan {
        try plan("store", tier: 1, program: "engram-store") { [database] announced, here in
            [
                "--database", database,
                "--requests", here(announced["store", "requests"], 11),
                "--events", here(announced["store", "events"], 12),
            ]
        }
    }

    private func ingest() throws(Failure) -> ProcessPlan {
        try plan("ingest", tier: 2, program: "engram-ingest") { announced, here in
            [
                "--store", announced["store", "requests"] ?? "",
                "--frontend", here(announced["ingest", "frontend"], 1),
            ]
        }
    }

    private func update(_ index: Int) throws(Failure) -> ProcessPlan {
        try plan("update-\(index)", tier: 2, program: "engram-update") { [model, weights] announced, _ in
            [
                "--store", announced["store", "requests"] ?? "", "--model", model.path, "--weights", weights,
                "--name", "update-\(index)",
            ]
        }
    }

    private func generate(_ index: Int) throws(Failure) -> ProcessPlan {
        let name = "generate-\(index)"
        return try plan(name, tier: 2, program: "engram-generate") { [model, weights] announced, here in
            [
                "--store", announced["store", "requests"] ?? "", "--events", announced["store", "events"] ?? "",
                "--model", model.path, "--weights", weights, "--name", name,
                "--frontend", here(announced[name, "frontend"], 20 + index),
            ]
        }
    }

    /// - Parameter arguments: is handed what is announced, and how to bind: at the endpoint of an earlier start, or
    ///   else at a port so far above the first one.
    private func plan(
        _ name: String, tier: Int, program: String,
        arguments: @escaping @Sendable (Announcements, (String?, Int) -> String) -> [String]
    ) throws(Failure) -> ProcessPlan {
        let file = folder.announcements.appending(path: "\(name).json")
        let portBase = portBase
        let credential = tier == 1 ? [] : keyFile.map { ["--store-credential", $0] } ?? []
        return ProcessPlan(
            name: name, tier: tier, program: try Programs.service(program, environment: environment),
            readiness: .announcement(file)
        ) { announced in
            let here = { (earlier: String?, offset: Int) -> String in
                earlier ?? "tcp://127.0.0.1:" + (portBase == 0 ? "*" : String(portBase + offset))
            }
            return arguments(announced, here) + credential + ["--announce", file.path]
        }
    }
}
