namespace RobotFunctions.Simulator.Calls;

/// <summary>All calls that the simulator received, in order. Thread-safe.</summary>
public sealed class CallLog
{
    private readonly Lock _gate = new();
    private readonly List<ReceivedCall> _calls = [];
    private readonly TimeProvider _time;
    private TaskCompletionSource _callEnded = NewSignal();

    internal CallLog(TimeProvider time) => _time = time;

    /// <summary>The calls so far.</summary>
    public IReadOnlyList<ReceivedCall> All
    {
        get
        {
            lock (_gate)
            {
                return [.. _calls];
            }
        }
    }

    /// <summary>The calls of one kind so far.</summary>
    public IReadOnlyList<ReceivedCall> Of(CallKind kind) => [.. All.Where(call => call.Kind == kind)];

    /// <summary>Waits until at least <paramref name="count"/> calls of a kind have ended, and returns them.</summary>
    public async Task<IReadOnlyList<ReceivedCall>> WaitForAsync(CallKind kind, int count = 1, CancellationToken cancellation = default)
    {
        while (true)
        {
            Task next;
            List<ReceivedCall> ended;
            lock (_gate)
            {
                next = _callEnded.Task;
                ended = _calls.FindAll(call => call.Kind == kind && call.Ended);
            }

            if (ended.Count >= count)
            {
                return ended;
            }

            await next.WaitAsync(cancellation);
        }
    }

    internal async Task RecordAsync(HttpContext context, RequestDelegate next)
    {
        var kind = CallEndpoint.KindOf(context);
        var query = kind is CallKind.Download or CallKind.Upload ? null : context.Request.QueryString.Value;
        var call = new ReceivedCall(kind, context.Request.Method, context.Request.Path, query, _time.GetUtcNow());
        context.Features.Set(call);
        context.Response.OnStarting(() =>
        {
            call.Answer(context.Response.StatusCode);
            return Task.CompletedTask;
        });

        lock (_gate)
        {
            _calls.Add(call);
        }

        try
        {
            await next(context);
        }
        finally
        {
            lock (_gate)
            {
                call.Ended = true;
                _callEnded.SetResult();
                _callEnded = NewSignal();
            }
        }
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
