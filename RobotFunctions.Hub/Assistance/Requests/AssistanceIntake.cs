using RobotFunctions.Hub.Assistance.Topics;
using RobotFunctions.Hub.Http;
using RobotFunctions.Hub.Store;

namespace RobotFunctions.Hub.Assistance.Requests;

/// <summary>Takes the requests of bots.</summary>
internal sealed class AssistanceIntake(TopicCache topics, StoreWriter writer, RequestRecorder recorder, RequestWait wait)
{
    /// <summary>Stores a request. If its topic says so, it comes back when a channel has taken it.</summary>
    public async Task<IntakeResult> TakeAsync(Caller caller, AssistanceBody body, CancellationToken cancellation)
    {
        if (body.Problems().ToList() is { Count: > 0 } problems)
        {
            return new IntakeRefused(Problem.Invalid(string.Join('\n', problems.Select(static problem => problem.Detail))));
        }

        var known = await topics.FreshAsync(cancellation);
        if (known.Find(caller.WorkspaceId, body.Topic) is not { } topic)
        {
            return new IntakeRefused(Unknown(body.Topic, [.. known.Of(caller.WorkspaceId).Select(static topic => topic.Name)]));
        }

        var wanted = new NewRequest(caller.WorkspaceId, topic, body.Description)
        {
            Caller = caller,
            Requester = body.Requester,
            Url = body.Url,
            Severity = body.Severity,
            RequestId = caller.RequestId,
        };
        var request = await writer.RunAsync(store => recorder.RecordAsync(store, wanted, cancellation), cancellation);
        return topic.Rules.Wait is not { } timeout ? new IntakeStored(request.Id)
            : await wait.IsToldAsync(request.Id, timeout) ? new IntakeTold(request.Id)
            : new IntakeRefused(new Problem(
                StatusCodes.Status503ServiceUnavailable,
                $"No channel took the request within {PlainDuration.Format(timeout)}, so it was withdrawn: nobody is told. Send it again later. GET /assistance/{request.Id} says why."));
    }

    private static Problem Unknown(string topic, IReadOnlyList<string> names) => Problem.BadRequest(names.Count == 0
        ? "There is no topic yet. An admin of the workspace creates topics on their page, with /api/v1/topics, or with `robot hub topics apply`."
        : $"There is no topic '{Delivery.ProblemText.Clean(topic, 200)}'. The topics are: {string.Join(", ", names)}.");
}

/// <summary>What came of a request.</summary>
internal abstract record IntakeResult;

/// <summary>It is stored, and people will be told.</summary>
internal sealed record IntakeStored(Guid Id) : IntakeResult;

/// <summary>A channel has taken it.</summary>
internal sealed record IntakeTold(Guid Id) : IntakeResult;

/// <summary>It is not valid, or nobody could be told.</summary>
internal sealed record IntakeRefused(Problem Problem) : IntakeResult;
