using System.Diagnostics;
using System.Globalization;
using RobotFunctions.Local.Commands;
using RobotFunctions.Local.Commands.Enhance;
using RobotFunctions.Tests.Fakes;
using RobotFunctions.Tests.Store;

namespace RobotFunctions.Tests.Commands.Enhance;

/// <summary><c>enhance</c> with a model of a fifth of a second, which is stopped and continued.</summary>
public sealed class ResumedEnhanceTests : IDisposable
{
    private const int References = 30;
    private const int Concurrency = 3;

    private readonly TemporaryFolder _temporary = new();
    private readonly Dictionary<string, string> _settings = new()
    {
        ["Robot__Enhancer"] = "http",
        ["Robot__Concurrency"] = $"{Concurrency}",
        ["Limits__ChunkReferences"] = "10",
    };

    public ResumedEnhanceTests()
    {
        File.WriteAllLines(
            _temporary.File("references.jsonl"), Enumerable.Range(0, References).Select(static index => $$"""{"id":"0198c1a2-7b3c-7def-8123-{{index:x12}}"}"""));
        File.WriteAllText(_temporary.File("results.jsonl"), "earlier");
    }

    public void Dispose() => _temporary.Dispose();

    [Theory]
    [InlineData("KILL", 4)]
    [InlineData("KILL", 16)]
    [InlineData("INT", 16)]
    public async Task What_was_finished_is_kept_and_no_more_calls_are_repeated_than_were_under_way(string signal, int answers)
    {
        await using var model = Model(answers);
        using (var first = RobotProcess.Start(_temporary.Path, _settings, "enhance", "references.jsonl", "-o", "results.jsonl"))
        {
            await model.AnsweredAsync(answers);
            using var kill = Process.Start("kill", [$"-{signal}", first.Id.ToString(CultureInfo.InvariantCulture)]);
            var (code, _, error) = await first.EndAsync();
            Assert.True(signal != "INT" || (code == 130 && error.Contains("--resume", StringComparison.Ordinal)), $"{code}: {error}");
        }

        model.Resume();
        Assert.Equal("earlier", await File.ReadAllTextAsync(_temporary.File("results.jsonl")));
        var (again, _, refused) = await RunAsync("references.jsonl", "-o", "results.jsonl");
        Assert.Equal(2, again);
        Assert.Contains("Add --resume to continue it", refused, StringComparison.Ordinal);

        var (resumed, _, summary) = await RunAsync("references.jsonl", "-o", "results.jsonl", "--resume");

        Assert.True(resumed == 0, summary);
        Assert.Contains($"{References} enhanced, 0 failed", summary, StringComparison.Ordinal);
        Assert.Equal(References, model.Calls.Count);
        Assert.InRange(model.Calls.Values.Sum() - References, 0, Concurrency);
        var results = await File.ReadAllTextAsync(_temporary.File("results.jsonl"));
        await RunAsync("references.jsonl", "-o", "whole.jsonl");
        Assert.Equal(await File.ReadAllTextAsync(_temporary.File("whole.jsonl")), results);
        Assert.False(Directory.Exists(_temporary.File("results.jsonl.part")));
    }

    [Fact]
    public async Task Work_that_was_begun_with_something_else_is_refused_with_what_differs()
    {
        await using var model = Model(answers: 4);
        using (var first = RobotProcess.Start(_temporary.Path, _settings, "enhance", "references.jsonl", "-o", "results.jsonl"))
        {
            await model.AnsweredAsync(4);
            await first.KillAsync();
        }

        _settings["Robot__Version"] = "9.9.9";
        var version = await RunAsync("references.jsonl", "-o", "results.jsonl", "--resume");
        Assert.Equal(2, version.Code);
        Assert.Contains("Robot:Version was 0.1.0 and is 9.9.9", version.Error, StringComparison.Ordinal);

        _settings.Remove("Robot__Version");
        var enhancer = await RunAsync("references.jsonl", "-o", "results.jsonl", "--resume", "--enhancer", "toy");
        Assert.Contains("the enhancer was http and is toy", enhancer.Error, StringComparison.Ordinal);

        await File.AppendAllTextAsync(_temporary.File("references.jsonl"), """{"id":"0198c1a2-7b3c-7def-8123-ffffffffffff"}""");
        var references = await RunAsync("references.jsonl", "-o", "results.jsonl", "--resume");
        Assert.Contains("the references are others", references.Error, StringComparison.Ordinal);
        Assert.NotEmpty(Directory.GetFiles(_temporary.File("results.jsonl.part"), "partial-*", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task Work_that_is_cancelled_says_what_is_kept_and_continues_in_the_same_process()
    {
        await using var model = Model(answers: 13);
        await File.WriteAllTextAsync(
            _temporary.File("settings.json"), $$$"""{"Robot":{"Enhancer":"http","Concurrency":3},"Http":{"Url":"{{{model.Url}}}"},"Limits":{"ChunkReferences":10}}""");
        using var stop = new CancellationTokenSource();
        var request = new EnhanceRequest(
            _temporary.File("references.jsonl"),
            _temporary.File("results.jsonl"),
            Enhancer: null,
            Errors: null,
            Resume: false,
            Json: false,
            GlobalOptions.None with { ConfigFile = _temporary.File("settings.json"), Quiet = true });

        var running = RunAsync(request, stop.Token);
        await model.AnsweredAsync(13);
        await stop.CancelAsync();
        var (interrupted, kept) = await running;
        model.Resume();
        var (again, refused) = await RunAsync(request, CancellationToken.None);
        var (other, differs) = await RunAsync(request with { Resume = true, Enhancer = "toy" }, CancellationToken.None);
        var (resumed, summary) = await RunAsync(request with { Resume = true }, CancellationToken.None);

        Assert.Equal((130, 2, 2, 0), (interrupted, again, other, resumed));
        Assert.Contains("results.jsonl.part. Run the same command with --resume", kept, StringComparison.Ordinal);
        Assert.Contains("Add --resume to continue it", refused, StringComparison.Ordinal);
        Assert.Contains("the enhancer was http and is toy", differs, StringComparison.Ordinal);
        Assert.StartsWith($"{References} enhanced, 0 failed", summary, StringComparison.Ordinal);
        Assert.InRange(model.Calls.Values.Sum() - References, 0, Concurrency);
        Assert.False(Directory.Exists(_temporary.File("results.jsonl.part")));
    }

    private SlowModel Model(int answers)
    {
        var model = new SlowModel(TimeSpan.FromMilliseconds(200), answers);
        _settings["Http__Url"] = model.Url;
        return model;
    }

    private static async Task<(int Code, string Error)> RunAsync(EnhanceRequest request, CancellationToken cancellation)
    {
        using var error = new StringWriter { NewLine = "\n" };
        var code = await new EnhanceRun(request, static _ => { }, TimeProvider.System, TextWriter.Null, error).RunAsync(cancellation);
        return (code, error.ToString());
    }

    private Task<(int Code, string Output, string Error)> RunAsync(params string[] arguments) =>
        RobotProcess.RunAsync(_temporary.Path, _settings, "", ["enhance", .. arguments]);
}
