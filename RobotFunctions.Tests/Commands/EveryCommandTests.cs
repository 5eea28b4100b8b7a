using RobotFunctions.Tests.Fakes;
using RobotFunctions.Tests.Store;

namespace RobotFunctions.Tests.Commands;

/// <summary>
/// Commands and their mistakes on narrow and wide pseudo-terminals and in a pipe, for a user with a folder outside ASCII, no home, and neither colours nor a
/// language.
/// </summary>
public sealed class EveryCommandTests : IDisposable
{
    private readonly TemporaryFolder _temporary = new();

    public EveryCommandTests() => File.WriteAllText(_temporary.File("references.jsonl"), """{"id":"0198c1a2-7b3c-7def-8123-000000000001"}""" + "\n");

    public void Dispose() => _temporary.Dispose();

    [TerminalTheory]
    [InlineData("demo --references 5", 0, "Every reference has exactly one valid answer")]
    [InlineData("enhance references.jsonl -o results.jsonl --enhancer toy", 0, "1 enhanced, 0 failed")]
    [InlineData("enhance references.jsonl -o results.jsonl", 2, "No enhancer is given. Add --enhancer")]
    [InlineData("enhance nowhere.jsonl -o results.jsonl --enhancer toy", 2, "The file nowhere.jsonl does not exist.")]
    [InlineData("demo --refs 5", 2, "--refs is not an option. Did you mean")]
    [InlineData("serve", 2, "is missing. Set it to")]
    [InlineData("serve --urls http://127.0.0.1:8080/foo", 2, "is not an address to listen on.")]
    [InlineData("poll --once", 2, "is missing. Set it to")]
    [InlineData("check", 2, "is missing. Set it to")]
    [InlineData("check --config nowhere.json", 2, "does not exist. Check --config.")]
    [InlineData("sign nowhere.json", 2, "The robot's id is missing.")]
    [InlineData("register --name n --owner o --description d --env-file .env", 2, "The token is missing. Set DESTINY_TOKEN")]
    [InlineData("rotate-secret --env-file .env", 2, "The token is missing. Set DESTINY_TOKEN")]
    public async Task A_command_ends_with_its_code_and_a_sentence_on_every_terminal_and_in_a_pipe(string line, int code, string sentence)
    {
        var arguments = line.Split(' ');
        var folder = Directory.CreateDirectory(_temporary.File("größe ü")).FullName;
        File.Copy(_temporary.File("references.jsonl"), Path.Combine(folder, "references.jsonl"));
        var environment = Terminal.PlainEnvironment();

        var piped = await RobotProcess.RunAsync(folder, environment, "", arguments);

        Assert.Equal(code, piped.Code);
        AssertPlain(piped.Output + piped.Error, sentence);
        Assert.DoesNotContain('\x1b', piped.Output + piped.Error);
        foreach (var columns in (int[])[40, 120])
        {
            using var robot = RobotProcess.StartOnTerminal(columns, folder, environment, arguments);
            var shown = await robot.EndAsync();

            Assert.Equal(code, shown.Code);
            AssertPlain(shown.Output, sentence);
        }
    }

    private static void AssertPlain(string text, string sentence)
    {
        Assert.Contains(sentence, text, StringComparison.Ordinal);
        Assert.DoesNotMatch(@"\x1b\[(3|9)\dm", text);
        Assert.DoesNotContain("   at ", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Unhandled", text, StringComparison.Ordinal);
    }
}
