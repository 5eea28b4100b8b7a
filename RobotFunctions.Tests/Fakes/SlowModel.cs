using System.Collections.Concurrent;
using System.Text.Json;

namespace RobotFunctions.Tests.Fakes;

/// <summary>A model behind HTTP, for the enhancer <c>http</c>, that takes its time for each reference and counts the calls.</summary>
internal sealed class SlowModel : IAsyncDisposable
{
    private const string Content = """{"content":{"enhancement_type":"annotation","annotations":[{"annotation_type":"boolean","scheme":"test","label":"slow","value":true}]}}""";

    private readonly LoopbackServer _server;
    private readonly SemaphoreSlim _answered = new(0);

    private readonly TaskCompletionSource _resumed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _begun;

    /// <param name="takes">How long each answer takes.</param>
    /// <param name="answers">How many calls it answers before it holds the others back until <see cref="Resume"/>.</param>
    public SlowModel(TimeSpan takes, int answers = int.MaxValue) => _server = new LoopbackServer(async exchange =>
    {
        await exchange.ReadBodyAsync();
        var id = JsonElement.Parse(exchange.Text).GetProperty("reference").GetProperty("id").GetString()!;
        Calls.AddOrUpdate(id, 1, static (_, calls) => calls + 1);
        await Task.Delay(takes, TimeProvider.System, exchange.Stopping);
        if (Interlocked.Increment(ref _begun) > answers)
        {
            await _resumed.Task.WaitAsync(exchange.Stopping);
        }

        await exchange.AnswerAsync(200, Content, ("Content-Type", "application/json"));
        _answered.Release();
    });

    public string Url => _server.Url;

    /// <summary>How many calls were made for each reference.</summary>
    public ConcurrentDictionary<string, int> Calls { get; } = new();

    /// <summary>Answers all calls from now on.</summary>
    public void Resume() => _resumed.TrySetResult();

    /// <summary>Waits for so many more answers.</summary>
    public async Task AnsweredAsync(int answers)
    {
        for (var answer = 0; answer < answers; answer++)
        {
            await _answered.WaitAsync();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _answered.Dispose();
    }
}
