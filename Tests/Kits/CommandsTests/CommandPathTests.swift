import ArgumentParser
import Commands
import Testing

struct CommandPathTests {
    private struct Root: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "tool", subcommands: [Score.self, Token.self])
    }

    private struct Score: ParsableCommand {
        static let configuration = CommandConfiguration(commandName: "score")
        @Argument var names: [String] = []
    }

    private struct Token: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "token", subcommands: [New.self])
    }

    private struct New: ParsableCommand {
        static let configuration = CommandConfiguration(commandName: "new")
    }

    @Test func `The path ends before the first argument that names no command`() {
        #expect(CommandPath(["score", "token"], of: Root.self).names == ["tool", "score"])
        #expect(
            CommandPath(["token", "new", "x"], of: Root.self).names == ["tool", "token", "new"])
        #expect(CommandPath(["--help"], of: Root.self).names == ["tool"])
        #expect(CommandPath(["help", "score"], of: Root.self).fault == nil)
    }

    @Test func `A mistyped command is answered with the closest, or with all`() {
        let near = CommandPath(["scor"], of: Root.self)
        #expect(near.fault == "unknown command 'scor'; did you mean 'score'?")
        #expect(
            near.message("wrong") == "Error: wrong\n  See 'tool --help' for more information.")
        #expect(
            CommandPath(["xyz"], of: Root.self).fault
                == "unknown command 'xyz': the commands are score, token")
        #expect(
            CommandPath(["token", "old"], of: Root.self).message("wrong")
                == "Error: wrong\n  See 'tool token --help' for more information.")
    }
}
