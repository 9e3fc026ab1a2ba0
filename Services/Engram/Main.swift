internal import ArgumentParser
internal import Foundation

@main
struct Main {
    static func main() async {
        LaunchThread.begin()
        let environment = ProcessInfo.processInfo.environment
        let surroundings = Surroundings(
            environment: environment, terminal: .standard(environment: environment), connect: LiveConversation.open)
        let status = await Surroundings.$current.withValue(surroundings) {
            await EngramCommand.run(arguments: Array(CommandLine.arguments.dropFirst()))
        }
        exit(status.rawValue)
    }
}
