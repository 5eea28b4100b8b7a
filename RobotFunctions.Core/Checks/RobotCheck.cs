using Microsoft.Extensions.Options;
using RobotFunctions.Core.Configuration;
using RobotFunctions.Core.Failures;
using RobotFunctions.Core.Protocol;
using RobotFunctions.Core.Repository;
using RobotFunctions.Core.SignedUrls;
using RobotFunctions.Core.Signing;
using RobotFunctions.Core.Steps;

namespace RobotFunctions.Core.Checks;

/// <summary>Tells in plain words whether a robot's configuration works against the configured repository. It claims no work and changes nothing.</summary>
public sealed class RobotCheck
{
    // A batch that cannot exist: asking for it needs a good signature and gives a 404.
    private static readonly BatchId NoSuchBatch = new(Guid.Parse("00000000-0000-4000-8000-000000000000"));

    private readonly SignedCalls _calls;
    private readonly StorageClient _storage;
    private readonly IOptions<RepositoryOptions> _repository;
    private readonly IOptions<StorageOptions> _options;

    internal RobotCheck(SignedCalls calls, StorageClient storage, IOptions<RepositoryOptions> repository, IOptions<StorageOptions> options)
    {
        _calls = calls;
        _storage = storage;
        _repository = repository;
        _options = options;
    }

    /// <summary>Checks the repository as one robot sees it, then storage.</summary>
    public async Task<IReadOnlyList<CheckResult>> RunAsync(Robot robot, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(robot);
        var answer = await _calls.SendAsync(
            robot.Identity,
            HttpMethod.Get,
            CallbackRoutes.PolledBatch(NoSuchBatch),
            body: null,
            _repository.Value.Timeout,
            cancellation);
        var results = new List<CheckResult> { Reached(answer) };
        if (answer.Status is not null)
        {
            results.Add(Clock(answer));
            results.Add(Signature(robot, answer));
        }

        foreach (var host in _options.Value.AllowedHosts.DefaultIfEmpty("*.blob.core.windows.net"))
        {
            results.Add(await StorageAsync(host, cancellation));
        }

        return results;
    }

    private CheckResult Reached(RepositoryAnswer answer) => answer.Status is null
        ? new("repository", CheckVerdict.Failed, $"{_repository.Value.Url} {answer.Trouble}. Check Repository:Url, the network and proxies.")
        : new("repository", CheckVerdict.Passed, $"{_repository.Value.Url} answers.");

    private static CheckResult Clock(RepositoryAnswer answer)
    {
        if (answer.ClockAhead is not { } ahead)
        {
            return new("clock", CheckVerdict.Unknown, "The repository does not tell its time.");
        }

        var seconds = Math.Abs(ahead.TotalSeconds);
        return seconds < SignatureVerifier.MaxSkew.TotalSeconds / 2
            ? new("clock", CheckVerdict.Passed, $"This machine's clock is within {Math.Ceiling(seconds) + 1:0} s of the repository's.")
            : new("clock", CheckVerdict.Failed, $"This machine's clock is {seconds:0} s {(ahead > TimeSpan.Zero ? "behind" : "ahead of")} the repository's; signatures live {SignatureVerifier.MaxSkew.TotalSeconds:0} s. Set it by NTP.");
    }

    private static CheckResult Signature(Robot robot, RepositoryAnswer answer) => answer switch
    {
        // A 404 with a detail is the repository's own; a bare one is some other server's.
        { Status: 404 } when AnswerDetail.Read(answer.Body.Span).Contains(NoSuchBatch.ToString(), StringComparison.OrdinalIgnoreCase) =>
            new("signature", CheckVerdict.Passed, $"The repository knows robot {robot.Id} and accepts its signature."),
        { Status: 404 } => new("signature", CheckVerdict.Failed, "There is no robot API of today's generation at that address. Check Repository:Url; a repository of 2025 (G1 to G2) has none, and is not polled."),
        { Status: >= 200 and < 300 } => new("signature", CheckVerdict.Failed, "The server answers what cannot be; it is no DESTINY repository. Check Repository:Url."),
        _ => new("signature", CheckVerdict.Failed, RepositoryFailures.Of(answer).Reason + " Check Robot:Id and Robot:Secret."),
    };

    private async Task<CheckResult> StorageAsync(string host, CancellationToken cancellation)
    {
        var subject = $"storage {host}";
        if (host.StartsWith('*') || !SignedUrl.TryParse($"{(_options.Value.AllowHttp ? "http" : "https")}://{host}/", out var url))
        {
            return new(subject, CheckVerdict.Unknown, "Any host of that pattern may be named by a batch; none is known beforehand.");
        }

        var outcome = await _storage.DownloadAsync(url, static (_, _) => Task.FromResult(Unit.Value), cancellation);
        return outcome.Failure is { Kind: FailureKind.Transient } failure
            ? new(subject, CheckVerdict.Failed, failure.Reason)
            : new(subject, CheckVerdict.Passed, "It answers.");
    }
}
