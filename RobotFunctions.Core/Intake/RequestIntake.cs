using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using RobotFunctions.Core.Batches;
using RobotFunctions.Core.Configuration;
using RobotFunctions.Core.Hub;
using RobotFunctions.Core.Protocol;
using RobotFunctions.Core.Protocol.Requests;
using RobotFunctions.Core.SignedUrls;
using RobotFunctions.Core.Signing;
using RobotFunctions.Core.Telemetry;

namespace RobotFunctions.Core.Intake;

/// <summary>Accepts pushed requests: authenticates, reads, validates, and starts a run. No other work is done here.</summary>
public sealed partial class RequestIntake(
    SignatureVerifier verifier,
    ConfiguredRobots robots,
    SignedUrlPolicy urls,
    IBatchRuns runs,
    RobotSwitches switches,
    IOptions<RepositoryOptions> repository,
    IOptions<IntakeOptions> options,
    TimeProvider time,
    ILogger<RequestIntake> logger)
{
    private readonly ApiGeneration _generation = ApiGenerations.ParsePush(repository.Value.Api);

    /// <summary>Accepts a push to <c>/batch/</c> (G1, G1.5, G2).</summary>
    public Task<IntakeAnswer> TakeBatchAsync(IntakeRequest request, CancellationToken cancellation) =>
        TakeAsync(request, robot => ReadBatch(robot, request.Body), cancellation);

    /// <summary>Accepts a push to <c>/single/</c> (G1, G1.5).</summary>
    public Task<IntakeAnswer> TakeSingleAsync(IntakeRequest request, CancellationToken cancellation) =>
        TakeAsync(request, robot => ReadSingle(robot, request.Body), cancellation);

    /// <summary>Accepts a body of <c>/batch/</c> from a sender that the host has authenticated by other means (a queue in the same subscription).</summary>
    /// <param name="robot">The addressed robot; null if there is only one.</param>
    /// <param name="body">The exact bytes of the request.</param>
    /// <param name="cancellation">Cancelled when the host stops.</param>
    public Task<IntakeAnswer> TakeTrustedBatchAsync(RobotId? robot, ReadOnlyMemory<byte> body, CancellationToken cancellation) =>
        (robot is null ? OnlyRobot() : robots.Find(robot.Value)) is { } asked
            ? StartAsync(ReadBatch(asked, body), cancellation)
            : Task.FromResult(Refused(new IntakeAnswer(422, "The message does not name a robot of this app. Set the robot's id.")));

    private async Task<IntakeAnswer> TakeAsync(
        IntakeRequest request,
        Func<Robot, (AcceptedRequest?, IntakeAnswer?)> read,
        CancellationToken cancellation)
    {
        if (options.Value.AcceptsUnsigned && request.FromOperator)
        {
            return AskedRobot(request.Headers) is { } asked
                ? await StartAsync(read(asked), cancellation)
                : Refused(new IntakeAnswer(401, $"This app has several robots. Set {SignatureHeaders.ClientIdName} to the id of one of them."));
        }

        var verdict = verifier.Verify(request.Headers, request.Body.Span, time.GetUtcNow());
        return verdict.IsAccepted
            ? await StartAsync(read(robots.Get(verdict.Robot)), cancellation)
            : Refused(new IntakeAnswer(401, verdict.Detail));
    }

    private Robot? AskedRobot(SignatureHeaders headers) =>
        RobotId.TryParse(headers.ClientId, out var id) ? robots.Find(id) : OnlyRobot();

    private Robot? OnlyRobot() => robots.All is [var only] ? only : null;

    private (AcceptedRequest?, IntakeAnswer?) ReadBatch(Robot robot, ReadOnlyMemory<byte> body)
    {
        var reading = RequestReader.ReadBatch(body);
        if (!reading.IsValid)
        {
            return (null, Unreadable(reading.Verdict, reading.Problems));
        }

        var asked = reading.Value;
        if ((urls.Check(asked.ReferenceUrl) ?? urls.Check(asked.ResultUrl)) is { } refused)
        {
            return (null, new IntakeAnswer(422, refused));
        }

        return (new AcceptedRequest
        {
            Batch = Accept(asked.Id, robot, BatchOrigin.Batch),
            ReferenceUrl = asked.ReferenceUrl,
            ResultUrl = asked.ResultUrl,
            ExtraFields = asked.ExtraFields,
            ContentHash = ContentHash.Of(asked.Id, asked.ReferenceUrl, asked.ResultUrl, asked.ExtraFields),
        }, null);
    }

    private (AcceptedRequest?, IntakeAnswer?) ReadSingle(Robot robot, ReadOnlyMemory<byte> body)
    {
        if (_generation == ApiGeneration.G2)
        {
            return (null, new IntakeAnswer(422, "A G2 repository does not accept results of single requests. Set the robot's Repository:Api to G1 or G1.5."));
        }

        var reading = RequestReader.ReadSingle(body);
        if (!reading.IsValid)
        {
            return (null, Unreadable(reading.Verdict, reading.Problems));
        }

        var asked = reading.Value;
        return (new AcceptedRequest
        {
            Batch = Accept(asked.Id, robot, BatchOrigin.Single),
            Reference = asked.Reference,
            ExtraFields = asked.ExtraFields,
            ContentHash = ContentHash.Of(asked.Id, asked.Reference, asked.ExtraFields),
        }, null);
    }

    private Batch Accept(BatchId id, Robot robot, BatchOrigin origin) => new()
    {
        Id = id,
        Robot = robot.Id,
        Origin = origin,
        Generation = _generation,
        AcceptedAt = time.GetUtcNow(),
        UrlsIssuedAt = time.GetUtcNow(),
    };

    private static IntakeAnswer Unreadable(RequestVerdict verdict, IReadOnlyList<string> problems) =>
        new(verdict == RequestVerdict.NotJson ? 400 : 422, string.Join(' ', problems));

    private async Task<IntakeAnswer> StartAsync((AcceptedRequest? Request, IntakeAnswer? Refusal) read, CancellationToken cancellation)
    {
        if (read.Request is not { } request)
        {
            return Refused(read.Refusal!);
        }

        using var scope = RunScope.Begin(logger, request.Batch.Id);
        StartVerdict verdict;
        try
        {
            if (await switches.FindDisabledAsync(request.Batch.Robot, cancellation) is { } disabled && !await IsOpenAsync(request.Batch.Id, cancellation))
            {
                return Refused(IntakeAnswer.Unavailable($"{disabled} Send the request again once it is enabled."));
            }

            verdict = await runs.StartAsync(request, cancellation);
        }
        catch (IOException exception)
        {
            LogStoreTrouble(request.Batch.Id, exception);
            return Refused(IntakeAnswer.Unavailable("The robot cannot store the request right now. Send it again later."));
        }

        switch (verdict)
        {
            case StartVerdict.Conflict:
                return Refused(new IntakeAnswer(409, $"Another request with the id {request.Batch.Id} is being worked on. Use a new id, or wait until it has ended."));
            case StartVerdict.Busy:
                return Refused(IntakeAnswer.Unavailable("The robot has reached its limit of open runs. Send the request again later."));
            default:
                RobotMetrics.RequestAccepted(request.Batch.Robot, request.Batch.Origin);
                LogAccepted(request.Batch.Robot, request.Batch.Id, request.Batch.Origin, verdict);
                return IntakeAnswer.Accepted(request.Batch.Id);
        }
    }

    // A disabled robot ends what it has begun, for which a repeated request brings new signed URLs.
    private async Task<bool> IsOpenAsync(BatchId id, CancellationToken cancellation) => await runs.FindAsync(id, cancellation) is { Outcome: null };

    private IntakeAnswer Refused(IntakeAnswer answer)
    {
        RobotMetrics.RequestRefused(answer.Status);
        LogRefused(answer.Status, answer.Detail!);
        return answer;
    }

    [LoggerMessage(1, LogLevel.Information, "Robot {Robot} accepted request {RunId} ({Origin}, {Verdict})")]
    private partial void LogAccepted(RobotId robot, BatchId runId, BatchOrigin origin, StartVerdict verdict);

    [LoggerMessage(2, LogLevel.Warning, "A request was refused with {Status}: {Detail}")]
    private partial void LogRefused(int status, string detail);

    [LoggerMessage(3, LogLevel.Error, "Request {RunId} could not be stored, and was refused with 503")]
    private partial void LogStoreTrouble(BatchId runId, Exception exception);
}
