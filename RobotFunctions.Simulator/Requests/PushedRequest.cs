using System.Text.Json;
using RobotFunctions.Core.Protocol;
using RobotFunctions.Simulator.Import;
using RobotFunctions.Simulator.References;
using RobotFunctions.Simulator.Robots;

namespace RobotFunctions.Simulator.Requests;

/// <summary>A request that was pushed to a robot.</summary>
public sealed class PushedRequest
{
    private readonly Lock _gate = new();
    private readonly List<ImportReport> _imports = [];
    private readonly TaskCompletionSource _settled = new(TaskCreationOptions.RunContinuationsAsynchronously);

    internal PushedRequest(BatchId id, RegisteredRobot robot, bool isSingle, RequestedReferences references, JsonElement? extraFields) =>
        (Id, Robot, IsSingle, References, ExtraFields) = (id, robot, isSingle, references, extraFields);

    /// <summary>Its id.</summary>
    public BatchId Id { get; }

    /// <summary>The addressed robot.</summary>
    public RegisteredRobot Robot { get; }

    /// <summary>Whether it contains one reference instead of the URL of a file.</summary>
    public bool IsSingle { get; }

    /// <summary>The references to enhance.</summary>
    public RequestedReferences References { get; }

    /// <summary>Its status.</summary>
    public RequestStatus Status { get; private set; }

    /// <summary>What went wrong.</summary>
    public string? Error { get; private set; }

    /// <summary>The robot's response to the last push.</summary>
    public RobotAnswer? RobotAnswer { get; private set; }

    /// <summary>The report of each import, oldest first. More than one means that a result was imported again.</summary>
    public IReadOnlyList<ImportReport> Imports
    {
        get
        {
            lock (_gate)
            {
                return [.. _imports];
            }
        }
    }

    /// <summary>Whether the repository's transaction is committed: before that it does not know where the files are (protocol 1.1).</summary>
    internal bool IsCommitted { get; private set; }

    internal JsonElement? ExtraFields { get; }

    internal JsonElement Reference { get; init; }

    internal string ReferenceBlob { get; init; } = "";

    internal string ResultBlob { get; init; } = "";

    internal string ValidationBlob { get; init; } = "";

    /// <summary>Waits until it is completed, partially or completely failed, or rejected.</summary>
    public Task SettledAsync(CancellationToken cancellation) => _settled.Task.WaitAsync(cancellation);

    internal void Commit(RobotAnswer answer)
    {
        lock (_gate)
        {
            IsCommitted = true;
            RobotAnswer = answer;
            var next = answer.IsAccepted ? RequestStatus.Accepted : answer.IsRejected ? RequestStatus.Rejected : RequestStatus.Failed;
            if (IsSingle && Status != RequestStatus.Received)
            {
                return;
            }

            // A batch's status is overwritten whatever it is: the race is in the repository.
            SetStatus(next, answer.Error);
        }
    }

    internal void StartImport()
    {
        lock (_gate)
        {
            SetStatus(RequestStatus.Importing, null);
        }
    }

    internal void Fail(string error)
    {
        lock (_gate)
        {
            if (IsSingle)
            {
                _imports.Add(ImportReport.OfSingleError(Id, error));
            }

            SetStatus(RequestStatus.Failed, error);
        }
    }

    internal void Complete(ImportReport report)
    {
        lock (_gate)
        {
            _imports.Add(report);
            var failures = report.Failed + report.Refused + report.Unparsable + report.NotInBatch + report.Missing;
            if (report.BatchFailure is { } failure)
            {
                SetStatus(RequestStatus.Failed, failure);
            }
            else if (report.Enhanced == 0)
            {
                SetStatus(RequestStatus.Failed, "Result received but every enhancement failed.");
            }
            else
            {
                SetStatus(failures > 0 ? RequestStatus.PartialFailed : RequestStatus.Completed, null);
            }
        }
    }

    private void SetStatus(RequestStatus status, string? error)
    {
        Status = status;
        Error = error ?? Error;
        if (status is RequestStatus.Completed or RequestStatus.PartialFailed or RequestStatus.Failed or RequestStatus.Rejected)
        {
            _settled.TrySetResult();
        }
    }
}
