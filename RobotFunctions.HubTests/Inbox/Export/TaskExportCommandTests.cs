using System.Net;
using System.Net.Sockets;
using System.Text;
using RobotFunctions.HubTests.Fakes;
using RobotFunctions.HubTests.Inbox.Api;
using RobotFunctions.Tests.Commands;
using RobotFunctions.Tests.Store;

namespace RobotFunctions.HubTests.Inbox.Export;

public sealed class TaskExportCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_tasks_are_written_to_a_file_or_to_standard_output()
    {
        await using var hub = await InboxHub.StartAsync(StoreKind.Sqlite);
        await ManyTasks.FillAsync(hub.App, 900);
        var file = _folder.File("tasks.csv");

        var (code, output, error) = await RunAsync(hub.App.Client.BaseAddress!, hub.Key, file, "--all");
        Assert.Equal((0, "", ""), (code, output.Trim(), error.Trim()));
        Assert.Equal(901, (await File.ReadAllLinesAsync(file)).Length);
        Assert.Equal([file], Directory.GetFiles(_folder.Path));

        var (_, lines, _) = await RunAsync(hub.App.Client.BaseAddress!, hub.Key, "--format", "jsonl", "--assignee", "ann");
        Assert.Equal(3, lines.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.Contains("cannot be written", (await RunAsync(hub.App.Client.BaseAddress!, hub.Key, _folder.File("no/tasks.csv"))).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_exists_is_kept_when_the_answer_ends_too_early()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var file = _folder.File("tasks.csv");
        await File.WriteAllTextAsync(file, "before");

        var answered = AnswerHalfAsync(listener);
        var (code, _, error) = await RunAsync(new Uri($"http://{listener.LocalEndpoint}/"), "rf_key", file);
        await answered;

        Assert.True(code != 0 && error.Contains("ended too early", StringComparison.Ordinal), error);
        Assert.Equal("before", await File.ReadAllTextAsync(file));
        Assert.Equal([file], Directory.GetFiles(_folder.Path));
    }

    private static async Task AnswerHalfAsync(TcpListener listener)
    {
        using var client = await listener.AcceptTcpClientAsync();
        await using var stream = client.GetStream();
        using var reader = new StreamReader(stream);
        while (await reader.ReadLineAsync() is { Length: > 0 })
        {
        }

        await stream.WriteAsync(Encoding.ASCII.GetBytes("HTTP/1.1 200 OK\r\nContent-Type: text/csv\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nid\r\n\r\n"));
    }

    private Task<(int Code, string Output, string Error)> RunAsync(Uri url, string key, params string[] arguments) => RobotProcess.RunAsync(
        _folder.Path, new Dictionary<string, string> { ["Hub__Url"] = url.ToString(), ["Hub__Key"] = key }, "", ["hub", "task", "export", .. arguments]);
}
