using Microsoft.Extensions.Options;
using RobotFunctions.Core.Configuration;
using RobotFunctions.Core.Failures;
using RobotFunctions.Core.Protocol;
using RobotFunctions.Core.Repository;
using RobotFunctions.Core.SignedUrls;
using RobotFunctions.Core.Signing;
using RobotFunctions.Core.Steps;

namespace RobotFunctions.Core.Checks;

/// <summary>Checks whether a robot's configuration works with the configured repository. It claims no work and changes nothing.</summary>
public sealed class RobotCheck
{
    // A batch that cannot exist: asking for it with a valid signature returns 404.
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
        ? new("repository", CheckVerdict.Failed, $"{_repository.Value.Url} {answer.Problem}. Check Repository:Url, the network and proxies.")
        : new("repository", CheckVerdict.Passed, $"{_repository.Value.Url} answers.");

    private static CheckResult Clock(RepositoryAnswer answer)
    {
        if (answer.ClockAhead is not { } ahead)
        {
            return new("clock", CheckVerdict.Unknown, "The repository's response has no Date header.");
        }

        var seconds = Math.Abs(ahead.TotalSeconds);
        return seconds < SignatureVerifier.MaxSkew.TotalSeconds / 2
            ? new("clock", CheckVerdict.Passed, $"This machine's clock is within {Math.Ceiling(seconds) + 1:0} s of the repository's.")
            : new("clock", CheckVerdict.Failed, $"This machine's clock is {seconds:0} s {(ahead > TimeSpan.Zero ? "behind" : "ahead of")} the repository's; signatures live {SignatureVerifier.MaxSkew.TotalSeconds:0} s. Set it by NTP.");
    }

    private static CheckResult Signature(Robot robot, RepositoryAnswer answer) => answer switch
    {
        // A 404 with a detail comes from the repository; a 404 without one comes from another server.
        { Status: 404 } when AnswerDetail.Read(answer.Body.Span).Contains(NoSuchBatch.ToString(), StringComparison.OrdinalIgnoreCase) =>
            new("signature", CheckVerdict.Passed, $"The repository knows robot {robot.Id} and accepts its signature."),
        { Status: 404 } => new("signature", CheckVerdict.Failed, "There is no robot API of the current generation (G3) at that address. Check Repository:Url. A 2025 repository (G1 to G2) does not have this API and cannot be polled."),
        { Status: >= 200 and < 300 } => new("signature", CheckVerdict.Failed, "The response is not that of a DESTINY repository. Check Repository:Url."),
        _ => new("signature", CheckVerdict.Failed, RepositoryFailures.Of(answer).Reason + " Check Robot:Id and Robot:Secret."),
    };

    private async Task<CheckResult> StorageAsync(string entry, CancellationToken cancellation)
    {
        var subject = $"storage {entry}";
        var scheme = _options.Value.AllowHttp ? "http" : "https";
        if (StorageHost.Parse(entry) is not { IsExact: true } host || !SignedUrl.TryParse($"{scheme}://{entry}/", out var url))
        {
            return new(subject, CheckVerdict.Unknown, "A batch may name any host that matches this pattern, so no host can be checked in advance.");
        }

        var outcome = await _storage.DownloadAsync(url, static (_, _) => Task.FromResult(Unit.Value), cancellation);
        return outcome.Failure is not { Kind: FailureKind.Transient } failure ? new(subject, CheckVerdict.Passed, $"It answers on port {url.Port}.")
            : _options.Value.AllowHttp && host.Port is null
            ? new(subject, CheckVerdict.Unknown, $"It does not answer on port {url.Port}, but a batch may name another port. Write the port in Storage:AllowedHosts, as in {entry}:9000, to check it. {failure.Reason}")
            : new(subject, CheckVerdict.Failed, failure.Reason);
    }
}
