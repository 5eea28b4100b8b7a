using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using RobotFunctions.Core.Batches;
using RobotFunctions.Core.Configuration;
using RobotFunctions.Core.Failures;
using RobotFunctions.Core.Protocol;
using RobotFunctions.Core.Repository;
using RobotFunctions.Core.Signing;
using RobotFunctions.Tests.Fakes;

namespace RobotFunctions.Tests.Repository;

/// <summary>A repository client as the host builds it, on a time the test moves and, unless it is given a URL, on planned answers.</summary>
internal sealed class RepositoryClientFixture : IAsyncDisposable
{
    public const string PrimarySecret = "the primary key";
    public const string SecondarySecret = "the secondary key";

    private readonly ServiceProvider _services;

    public RepositoryClientFixture(string? url = null, Action<RepositoryOptions>? repository = null, Action<LimitsOptions>? limits = null)
    {
        var services = new ServiceCollection()
            .AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(Logs))
            .AddSingleton<TimeProvider>(Time)
            .Configure<RepositoryOptions>(options =>
            {
                options.Url = url ?? "https://repository.example";
                repository?.Invoke(options);
            })
            .Configure<LimitsOptions>(options => limits?.Invoke(options))
            .AddRepositoryClient();
        if (url is null)
        {
            services.AddHttpClient(SignedCalls.ClientName).ConfigurePrimaryHttpMessageHandler(() => Handler);
        }

        _services = services.BuildServiceProvider();
    }

    public static RobotIdentity Robot { get; } = new(
        new RobotId(Guid.Parse("0198c0de-0000-7000-8000-00000000beef")), new RobotSecrets(PrimarySecret));

    public static RobotIdentity RotatingRobot { get; } = Robot with { Secrets = new RobotSecrets(PrimarySecret, SecondarySecret) };

    public static BatchId BatchId { get; } = new(Guid.Parse("0198c1a2-7b3c-7def-8123-456789abcdef"));

    public FakeTimeProvider Time { get; } = new();

    public CollectedLogs Logs { get; } = new();

    public RecordingHandler Handler { get; } = new();

    public RepositoryClient Client => _services.GetRequiredService<RepositoryClient>();

    public static Batch Batch(ApiGeneration generation, BatchOrigin origin) => new()
    {
        Id = BatchId,
        Robot = Robot.Id,
        Origin = origin,
        Generation = generation,
        AcceptedAt = FakeTimeProvider.DefaultStart,
        UrlsIssuedAt = FakeTimeProvider.DefaultStart,
        Lease = origin == BatchOrigin.Polled ? new Lease(TimeSpan.FromMinutes(10), FakeTimeProvider.DefaultStart.AddMinutes(10)) : null,
    };

    public static StepFailure AssertFailed<T>(FailureKind kind, StepOutcome<T> outcome)
        where T : notnull
    {
        Assert.NotNull(outcome.Failure);
        Assert.Equal(kind, outcome.Failure.Kind);
        return outcome.Failure;
    }

    /// <summary>The one call that was made, if its signature is genuine and of now.</summary>
    public RecordedCall AssertSignedCall(int index = 0, string secret = PrimarySecret)
    {
        var call = Handler.Calls[index];
        var verdict = new SignatureVerifier(robot => robot == Robot.Id ? new RobotSecrets(secret) : null).Verify(
            new(call.Headers["Authorization"], call.Headers["X-Client-Id"], call.Headers["X-Request-Timestamp"]), call.Body, Time.GetUtcNow());
        Assert.True(verdict.IsAccepted, verdict.Detail);
        return call;
    }

    public ValueTask DisposeAsync() => _services.DisposeAsync();
}
