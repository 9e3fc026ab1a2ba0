internal import ServiceKit

@main struct Main {
    static func main() async {
        await ServiceMain.run(
            "generate", version: engramVersion, settings: GenerationSettings.all, compose: GenerationService.compose)
    }
}
