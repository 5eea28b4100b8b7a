using RobotFunctions.Core.Batches;
using RobotFunctions.Local.Commands;
using RobotFunctions.Local.Commands.Enhance;
using RobotFunctions.Tests.Fakes;
using RobotFunctions.Tests.Store;

namespace RobotFunctions.Tests.Commands.Enhance;

public sealed class EnhanceProgressTests : IDisposable
{
    private readonly TemporaryFolder _temporary = new();

    public void Dispose() => _temporary.Dispose();

    [Theory]
    [InlineData(0, 100, 0, 0, "0 of 100 (0 %), 0/s")]
    [InlineData(1200, 10_000, 200, 10, "1,200 of 10,000 (12 %), 100/s, 88 s left")]
    [InlineData(10, 7210, 0, 10, "10 of 7,210 (0 %), 1/s, 2 h left")]
    [InlineData(0, 0, 0, 1, "0 of 0 (100 %), 0/s")]
    public void The_line_has_the_rate_of_this_run_and_the_time_left(long done, long total, long before, int seconds, string line) =>
        Assert.Equal(line, EnhanceProgress.Line(done, total, before, TimeSpan.FromSeconds(seconds)));

    [Theory]
    [InlineData(false, 2)]
    [InlineData(true, 0)]
    public void In_a_pipe_a_line_is_written_each_minute_and_none_when_it_is_quiet(bool quiet, int lines)
    {
        using var error = new StringWriter { NewLine = "\n" };
        var time = new FakeTimeProvider();
        using (new EnhanceProgress(error, GlobalOptions.None with { Quiet = quiet }, time, 100, () => new EntryCounts { Enhanced = 50 }))
        {
            time.Advance(TimeSpan.FromMinutes(2.5));
        }

        Assert.Equal(lines, error.ToString().Count(static character => character == '\n'));
    }

    [TerminalTheory]
    [InlineData(40)]
    [InlineData(120)]
    public async Task On_a_terminal_one_line_moves_within_its_width(int columns)
    {
        await using var model = new SlowModel(TimeSpan.FromMilliseconds(200));
        await File.WriteAllLinesAsync(
            _temporary.File("références.jsonl"), Enumerable.Range(0, 8).Select(static index => $$"""{"id":"0198c1a2-7b3c-7def-8123-{{index:x12}}"}"""));
        using var robot = RobotProcess.StartOnTerminal(
            columns,
            _temporary.Path,
            new Dictionary<string, string> { ["Http__Url"] = model.Url, ["Robot__Concurrency"] = "1", ["LANG"] = "C" },
            "enhance", "références.jsonl", "-o", "résultats.jsonl", "--enhancer", "http");

        var (code, output, _) = await robot.EndAsync();

        Assert.True(code == 0, output);
        Assert.Contains(" of 8 (", output, StringComparison.Ordinal);
        Assert.Contains("8 enhanced, 0 failed", output, StringComparison.Ordinal);
        Assert.All(output.Split('\r', '\n'), line => Assert.InRange(line.Length, 0, Math.Max(columns, 60)));
    }
}
