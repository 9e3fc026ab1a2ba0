public import Bytes
public import MemoryTypes

/// Who is there, and who the caller is taken for.
///
/// any service -> client; kind 0x0006.
///
/// | field         | bytes | meaning |
/// |---------------|-------|---------------------------------|
/// | `service`     | 4 + n | `ingest`, `store` or `generate` |
/// | `build`       | 4 + n | the build |
/// | `schemaMajor` | 1     | the schema it speaks |
/// | `schemaMinor` | 1     | the newest addition it knows |
/// | `time`        | 8     | its clock |
/// | `tenant`      | 4 + n | the caller's tenant |
/// | `scopes`      | 4     | what the caller may do |
public struct Welcome: Message, Hashable {
    public static let kind = MessageKind.welcome

    public let service: String
    public let build: String
    public let schemaMajor: UInt8
    public let schemaMinor: UInt8
    public let time: Timestamp
    public let tenant: TenantName
    public let scopes: Scopes

    public init(
        service: String, build: String, schemaMajor: UInt8, schemaMinor: UInt8, time: Timestamp, tenant: TenantName,
        scopes: Scopes
    ) {
        self.service = service
        self.build = build
        self.schemaMajor = schemaMajor
        self.schemaMinor = schemaMinor
        self.time = time
        self.tenant = tenant
        self.scopes = scopes
    }

    public init(from reader: inout ByteReader) throws(BytesError) {
        service = try reader.readString(bytes: 1...Limits.labelBytesMax)
        build = try reader.readString(bytes: 0...Limits.labelBytesMax)
        schemaMajor = try reader.read()
        schemaMinor = try reader.read()
        time = try Timestamp(from: &reader)
        tenant = try TenantName(from: &reader)
        scopes = try Scopes(from: &reader)
    }

    public func write(to writer: inout ByteWriter) {
        writer.write(service)
        writer.write(build)
        writer.write(schemaMajor)
        writer.write(schemaMinor)
        time.write(to: &writer)
        tenant.write(to: &writer)
        scopes.write(to: &writer)
    }
}
