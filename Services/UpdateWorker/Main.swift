internal import ServiceKit

@main struct Main {
    static func main() async {
        await ServiceMain.run(
            "update", version: engramVersion, settings: UpdateSettings.all, compose: UpdateService.compose)
    }
}
