using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using RobotFunctions.Core.Configuration;
using RobotFunctions.Core.Failures;
using RobotFunctions.Core.Protocol;
using RobotFunctions.Core.SignedUrls;
using RobotFunctions.Core.Steps;
using RobotFunctions.Tests.Fakes;

namespace RobotFunctions.Tests.SignedUrls;

/// <summary>
/// A storage client as the host builds it, on a time the test moves, allowed to go to loopback unless a test forbids it. It sends no body before
/// storage has said that it may: the one second after which .NET sends it all the same goes by no time that a test can move.
/// </summary>
internal sealed class StorageClientFixture : IAsyncDisposable
{
    private readonly ServiceProvider _services;

    public StorageClientFixture(Action<StorageOptions>? storage = null, Action<LimitsOptions>? limits = null)
    {
        _services = new ServiceCollection()
            .AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(Logs))
            .AddSingleton<TimeProvider>(Time)
            .Configure<StorageOptions>(options =>
            {
                options.AllowHttp = true;
                options.AllowPrivateAddresses = true;
                options.AllowedHosts.Add("127.0.0.1");
                storage?.Invoke(options);
            })
            .Configure<LimitsOptions>(options => limits?.Invoke(options))
            .AddStorageClient()
            .AddHttpClient(StorageClient.ClientName)
            .ConfigurePrimaryHttpMessageHandler(static (handler, _) => ((SocketsHttpHandler)handler).Expect100ContinueTimeout = Timeout.InfiniteTimeSpan)
            .Services.BuildServiceProvider();
    }

    public FakeTimeProvider Time { get; } = new();

    public CollectedLogs Logs { get; } = new();

    public StorageClient Client => _services.GetRequiredService<StorageClient>();

    public Task<StepOutcome<string>> DownloadTextAsync(SignedUrl url) => Client.DownloadAsync(url, ReadTextAsync, CancellationToken.None);

    public Task<StepOutcome<Unit>> UploadAsync(SignedUrl url, byte[] body) => Client.UploadAsync(
        url, body.Length, async (stream, cancellation) => await stream.WriteAsync(body, cancellation), CancellationToken.None);

    public static SignedUrl Url(string text) =>
        SignedUrl.TryParse(text, out var url) ? url : throw new ArgumentException("This is not a signed URL.", nameof(text));

    public static async Task<string> ReadTextAsync(Stream stream, CancellationToken cancellation)
    {
        using var reader = new StreamReader(stream, leaveOpen: true);
        return await reader.ReadToEndAsync(cancellation);
    }

    /// <summary>Moves time in steps of one idle limit while the task waits, until it ends.</summary>
    public async Task<T> ElapseUntilAsync<T>(Task<T> transfer, TimeSpan step)
    {
        while (await Task.WhenAny(transfer, Time.TimersArmedAsync(2)) != transfer)
        {
            Time.Advance(step);
        }

        return await transfer;
    }

    /// <summary>The failure, of this kind, that a person can read and that tells nobody the signature.</summary>
    public static StepFailure AssertFailed<T>(FailureKind kind, StepOutcome<T> outcome)
        where T : notnull
    {
        Assert.NotNull(outcome.Failure);
        Assert.Equal(kind, outcome.Failure.Kind);
        Assert.DoesNotContain("secret", outcome.Failure.Reason, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("?", outcome.Failure.Reason, StringComparison.Ordinal);
        return outcome.Failure;
    }

    public ValueTask DisposeAsync() => _services.DisposeAsync();
}
