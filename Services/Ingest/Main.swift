internal import ServiceKit

@main struct Main {
    static func main() async {
        await ServiceMain.run(
            "ingest", version: engramVersion, settings: IngestSettings.all, compose: IngestService.compose)
    }
}
