internal import ArgumentParser
internal import Foundation

@main
struct Main {
    static func main() async {
        LaunchThread.begin()
        let surroundings = Surroundings(environment: ProcessInfo.processInfo.environment)
        let status = await Surroundings.$current.withValue(surroundings) {
            await EngramCommand.run(arguments: Array(CommandLine.arguments.dropFirst()))
        }
        exit(status.rawValue)
    }
}
