// swift-tools-version: 6.2
import PackageDescription

// The floor plan. Rooms stand in building order: a room may need only rooms that stand before it,
// and none on a higher floor. `docs/ARCHITECTURE.md` says what each room is for.

enum Floor: Int {
    case native = 1, platform, domain, algorithms, adapters, services
}

struct Room {
    enum Form { case swift, c, system(pkgConfig: String, apt: String), executable(product: String) }

    let name: String
    let floor: Floor
    var form = Form.swift
    var needs: [String] = []
    var libraries: [Library] = []
    var tested = true
    /// Rooms that only its tests need; they may stand above it.
    var testNeeds: [String] = []
    var experimental: [String] = []
}

/// A library of others; each has its line in docs/ARCHITECTURE.md.
enum Library {
    case argumentParser, collections, crypto, logging, metrics, nio, serviceLifecycle

    var products: [Target.Dependency] {
        switch self {
        case .argumentParser: [.product(name: "ArgumentParser", package: "swift-argument-parser")]
        case .collections: [.product(name: "Collections", package: "swift-collections")]
        case .crypto: [.product(name: "Crypto", package: "swift-crypto")]
        case .logging: [.product(name: "Logging", package: "swift-log")]
        case .metrics: [.product(name: "CoreMetrics", package: "swift-metrics")]
        case .nio:
            [
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
            ]
        case .serviceLifecycle:
            [
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
                .product(name: "UnixSignals", package: "swift-service-lifecycle"),
            ]
        }
    }
}

let rooms: [Room] = [
    Room(name: "CKernels", floor: .native, form: .c, tested: false),
    Room(name: "COpenBLAS", floor: .native, form: .c, tested: false),
    Room(name: "CLZMA", floor: .native, form: .system(pkgConfig: "liblzma", apt: "liblzma-dev"), tested: false),
    Room(name: "CThreads", floor: .native, form: .c, tested: false),
    Room(name: "CZeroMQ", floor: .native, form: .system(pkgConfig: "libzmq", apt: "libzmq3-dev"), tested: false),
    Room(name: "CPostgreSQL", floor: .native, form: .system(pkgConfig: "libpq", apt: "libpq-dev"), tested: false),

    Room(name: "Bytes", floor: .platform, needs: ["CKernels"], libraries: [.crypto]),
    Room(name: "Threads", floor: .platform, needs: ["CThreads"]),
    Room(name: "Files", floor: .platform, needs: ["Bytes"]),
    Room(name: "Compression", floor: .platform, needs: ["CLZMA", "Files"]),
    Room(name: "Tensors", floor: .platform, needs: ["CKernels", "COpenBLAS", "Files", "Threads"],
         experimental: ["Lifetimes"]),
    Room(name: "ZeroMQ", floor: .platform, needs: ["CZeroMQ", "Threads"]),
    Room(name: "PostgreSQL", floor: .platform, needs: ["CPostgreSQL", "Threads"]),

    Room(name: "MemoryTypes", floor: .domain, needs: ["Bytes"]),
    Room(name: "Wire", floor: .domain, needs: ["Bytes", "MemoryTypes"]),

    Room(name: "Tokenization", floor: .algorithms, needs: ["Bytes"], testNeeds: ["Files"]),
    Room(name: "Autograd", floor: .algorithms, needs: ["Tensors", "Threads"]),
    Room(name: "Transformer", floor: .algorithms, needs: ["Autograd", "Tensors"],
         testNeeds: ["Bytes", "Checkpoints"]),
    Room(name: "LatentMemory", floor: .algorithms,
         needs: ["Autograd", "Bytes", "MemoryTypes", "Tensors", "Transformer"],
         testNeeds: ["Checkpoints"]),
    Room(name: "Editing", floor: .algorithms, needs: ["Autograd", "Bytes", "MemoryTypes", "Tensors", "Transformer"],
         testNeeds: ["Files", "Tokenization"]),
    Room(name: "Evaluation", floor: .algorithms,
         needs: ["Editing", "LatentMemory", "MemoryTypes", "Tensors", "Transformer"],
         testNeeds: ["Checkpoints"]),
    Room(name: "Training", floor: .algorithms,
         needs: ["Autograd", "Bytes", "LatentMemory", "Tensors", "Threads", "Tokenization", "Transformer"],
         testNeeds: ["Checkpoints"]),

    Room(name: "Ledger", floor: .adapters,
         needs: ["Bytes", "MemoryTypes", "LatentMemory", "PostgreSQL", "Threads", "Wire"]),
    Room(name: "ServiceKit", floor: .adapters,
         needs: ["Bytes", "Files", "MemoryTypes", "Threads", "Wire", "ZeroMQ"],
         libraries: [.logging, .metrics, .nio, .serviceLifecycle]),
    Room(name: "StoreClient", floor: .adapters,
         needs: ["Bytes", "MemoryTypes", "ServiceKit", "Wire", "ZeroMQ"], libraries: [.logging]),
    Room(name: "Checkpoints", floor: .adapters,
         needs: ["Autograd", "Bytes", "Editing", "Evaluation", "Files", "LatentMemory", "MemoryTypes", "Tensors",
                 "Threads", "Tokenization", "Training", "Transformer"]),
    Room(name: "PoolReading", floor: .adapters,
         needs: ["LatentMemory", "MemoryTypes", "StoreClient", "Threads", "Transformer", "Wire"], tested: false),
    Room(name: "Datasets", floor: .adapters, needs: ["Bytes", "Compression", "Files", "Training"]),

    Room(name: "Ingest", floor: .services, form: .executable(product: "engram-ingest"),
         needs: ["Bytes", "MemoryTypes", "ServiceKit", "StoreClient", "Wire", "ZeroMQ"],
         libraries: [.logging, .metrics, .serviceLifecycle], testNeeds: ["ServiceTestKit"]),
    Room(name: "MemoryStore", floor: .services, form: .executable(product: "engram-store"),
         needs: ["Bytes", "Ledger", "LatentMemory", "MemoryTypes", "PostgreSQL", "ServiceKit", "Threads", "Wire",
                 "ZeroMQ"],
         libraries: [.logging, .metrics, .serviceLifecycle]),
    Room(name: "UpdateWorker", floor: .services, form: .executable(product: "engram-update"),
         needs: ["Bytes", "Checkpoints", "Editing", "Evaluation", "LatentMemory", "MemoryTypes", "PoolReading",
                 "ServiceKit", "StoreClient", "Tensors", "Threads", "Tokenization", "Transformer", "Wire", "ZeroMQ"],
         libraries: [.logging, .metrics, .serviceLifecycle], testNeeds: ["ServiceTestKit"]),
    Room(name: "GenerationWorker", floor: .services, form: .executable(product: "engram-generate"),
         needs: ["Bytes", "Checkpoints", "Editing", "LatentMemory", "MemoryTypes", "PoolReading", "ServiceKit",
                 "StoreClient", "Tensors", "Threads", "Tokenization", "Transformer", "Wire", "ZeroMQ"],
         libraries: [.logging, .metrics, .serviceLifecycle], testNeeds: ["ServiceTestKit"]),
    Room(name: "Engram", floor: .services, form: .executable(product: "engram"),
         needs: ["Autograd", "Bytes", "Checkpoints", "Datasets", "Editing", "Evaluation", "Files", "LatentMemory",
                 "MemoryTypes", "PostgreSQL", "ServiceKit", "StoreClient", "Tensors", "Threads", "Tokenization",
                 "Training", "Transformer", "Wire", "ZeroMQ"],
         libraries: [.argumentParser, .collections, .logging, .serviceLifecycle]),
]

/// One list of compiler settings for all rooms.
func settings(experimental: [String] = []) -> [SwiftSetting] {
    [
        .enableUpcomingFeature("ExistentialAny"),
        .enableUpcomingFeature("InternalImportsByDefault"),
        .enableUpcomingFeature("MemberImportVisibility"),
        .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
        .strictMemorySafety(),
        .treatAllWarnings(as: .error),
    ] + experimental.map { .enableExperimentalFeature($0) }
}

extension Floor {
    var path: String {
        switch self {
        case .native: "Shared/Native"
        case .platform: "Shared/Platform"
        case .domain: "Shared/Domain"
        case .algorithms: "Shared/Algorithms"
        case .adapters: "Shared/Adapters"
        case .services: "Services"
        }
    }

    var testPath: String { "Tests" + (self == .services ? "/Services" : path.dropFirst("Shared".count)) }
}

extension Room {
    var path: String { "\(floor.path)/\(name)" }
    var dependencies: [Target.Dependency] { needs.map { .init(stringLiteral: $0) } + libraries.flatMap(\.products) }

    var target: Target {
        switch form {
        case .swift:
            .target(name: name, dependencies: dependencies, path: path,
                    swiftSettings: settings(experimental: experimental))
        case .c:
            // Kernels are loops over numbers: a debug build without optimisation would take hours over the tests.
            .target(name: name, dependencies: dependencies, path: path,
                    cSettings: [.unsafeFlags(["-O3", "-Wall", "-Wextra"])],
                    linkerSettings: [.linkedLibrary("m"), .linkedLibrary("dl")])
        case .system(let pkgConfig, let apt):
            .systemLibrary(name: name, path: path, pkgConfig: pkgConfig, providers: [.apt([apt])])
        case .executable:
            .executableTarget(name: name, dependencies: dependencies, path: path, swiftSettings: settings())
        }
    }

    var tests: Target? {
        guard tested else { return nil }
        return .testTarget(
            name: name + "Tests",
            dependencies: [.init(stringLiteral: name), "TestKit"] + dependencies
                + testNeeds.map { .init(stringLiteral: $0) },
            path: "\(floor.testPath)/\(name)", swiftSettings: settings())
    }

    var product: Product? {
        guard case .executable(let product) = form else { return nil }
        return .executable(name: product, targets: [name])
    }
}

for (index, room) in rooms.enumerated() {
    for need in room.needs {
        guard let lower = rooms[..<index].first(where: { $0.name == need }), lower.floor.rawValue <= room.floor.rawValue
        else {
            fatalError("\(room.name) may not need \(need): no such room stands before it, on its floor or below")
        }
    }
}

let package = Package(
    name: "engram",
    platforms: [.macOS(.v15)],
    products: rooms.compactMap(\.product),
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-collections", from: "1.6.0"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-metrics", from: "2.13.0"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
    ],
    targets: rooms.map(\.target) + rooms.compactMap(\.tests) + [
        .target(name: "TestKit", dependencies: ["Bytes", "Files", "PostgreSQL", "Threads", "ZeroMQ"],
                path: "Tests/TestKit", swiftSettings: settings()),
        .target(name: "ServiceTestKit", dependencies: ["Bytes", "MemoryTypes", "StoreClient", "Wire"],
                path: "Tests/ServiceTestKit", swiftSettings: settings()),
        .testTarget(
            name: "Walks",
            dependencies: [
                "Bytes", "Checkpoints", "LatentMemory", "MemoryTypes", "PostgreSQL", "ServiceKit", "StoreClient",
                "Tensors", "TestKit", "Tokenization", "Transformer", "Wire", "ZeroMQ",
            ], path: "Tests/Walks", swiftSettings: settings()),
        .testTarget(name: "HouseTests", dependencies: ["TestKit"], path: "Tests/HouseTests", swiftSettings: settings()),
    ],
    swiftLanguageModes: [.v6]
)
