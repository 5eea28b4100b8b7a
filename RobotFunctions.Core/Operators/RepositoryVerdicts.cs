using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.Options;
using RobotFunctions.Core.Batches;
using RobotFunctions.Core.Configuration;
using RobotFunctions.Core.Protocol;
using RobotFunctions.Core.Repository;
using RobotFunctions.Core.SignedUrls;
using RobotFunctions.Core.Signing;

namespace RobotFunctions.Core.Operators;

/// <summary>
/// Asks the repository what became of a reported request, when an operator asks: a run must not wait for the import, and its history need not know.
/// G1 and G3 do not tell robots.
/// </summary>
public sealed class RepositoryVerdicts(
    ConfiguredRobots robots, RepositoryClient repository, StorageClient storage, IOptions<RepositoryOptions> options, TimeProvider time)
{
    /// <summary>How long an operator waits for the repository: ten seconds.</summary>
    public static TimeSpan Timeout { get; } = TimeSpan.FromSeconds(10);

    /// <summary>The verdict on a run; null if it was not reported, or if the repository does not tell robots. It says itself if it could not be read.</summary>
    public async Task<RepositoryVerdict?> FindAsync(RunStatus run, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(run);
        var batch = new Batch
        {
            Id = run.Id,
            Robot = run.Robot,
            Origin = run.Origin,
            Generation = run.Origin == BatchOrigin.Polled ? ApiGeneration.G3 : ApiGenerations.ParsePush(options.Value.Api),
            AcceptedAt = run.AcceptedAt,
            UrlsIssuedAt = run.AcceptedAt,
        };
        return run.Outcome is { End: RunEnd.Delivered or RunEnd.ErrorDelivered }
            && batch.Generation is ApiGeneration.G15 or ApiGeneration.G2
            && robots.Find(run.Robot) is { } robot
            ? await AskInTimeAsync(robot.Identity, batch, cancellation)
            : null;
    }

    private async Task<RepositoryVerdict> AskInTimeAsync(RobotIdentity robot, Batch batch, CancellationToken cancellation)
    {
        using var late = new CancellationTokenSource(Timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, late.Token);
        try
        {
            return await AskAsync(robot, batch, either.Token);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return new RepositoryVerdict
            {
                Problem = string.Create(CultureInfo.InvariantCulture, $"The repository did not answer within {Timeout.TotalSeconds} seconds. Ask again later."),
            };
        }
    }

    private async Task<RepositoryVerdict> AskAsync(RobotIdentity robot, Batch batch, CancellationToken cancellation)
    {
        var asked = await repository.GetRequestAsync(robot, batch, cancellation);
        if (asked.Failure is { } failure)
        {
            return new RepositoryVerdict { Problem = failure.Reason };
        }

        var verdict = new RepositoryVerdict { Status = asked.Value!.Status.ToString(), Error = asked.Value.Error };
        if (asked.Value.ValidationUrl is not { } url)
        {
            return verdict;
        }

        try
        {
            var read = await storage.DownloadAsync(url, (file, token) => ValidationFile.ReadAsync(verdict, file, token), cancellation);
            return read.Value ?? verdict with { Problem = read.Failure!.Reason };
        }
        catch (JsonException)
        {
            return verdict with { Problem = "The repository's validation file cannot be read: it is not JSON Lines." };
        }
    }
}
