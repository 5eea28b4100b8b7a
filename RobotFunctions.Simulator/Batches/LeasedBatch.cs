using RobotFunctions.Core.Protocol;
using RobotFunctions.Simulator.Import;
using RobotFunctions.Simulator.References;
using RobotFunctions.Simulator.Robots;

namespace RobotFunctions.Simulator.Batches;

/// <summary>A batch that a robot has claimed (protocol 1.5).</summary>
public sealed class LeasedBatch
{
    private readonly Lock _gate;

    internal LeasedBatch(BatchId id, RegisteredRobot robot, IReadOnlyList<PendingEnhancement> pending, DateTimeOffset expiresAt, Lock gate)
    {
        (Id, Robot, Pending, ExpiresAt, _gate) = (id, robot, pending, expiresAt, gate);
        References = new RequestedReferences(pending.Select(static pending => pending.ReferenceId));
    }

    /// <summary>Its id.</summary>
    public BatchId Id { get; }

    /// <summary>The robot that claimed it.</summary>
    public RegisteredRobot Robot { get; }

    /// <summary>Its references.</summary>
    public RequestedReferences References { get; }

    /// <summary>When its lease ends unless renewed.</summary>
    public DateTimeOffset ExpiresAt { get; private set; }

    /// <summary>How often the lease was renewed.</summary>
    public int Renewals { get; private set; }

    /// <summary>The robot error of the whole batch, or why its import failed.</summary>
    public string? Error { get; private set; }

    /// <summary>The report of its import; null until it was imported.</summary>
    public ImportReport? Import { get; private set; }

    internal IReadOnlyList<PendingEnhancement> Pending { get; }

    internal string ReferenceBlob => $"robot_enhancement_batch_reference_data/{Id}.jsonl";

    internal string ResultBlob => $"robot_enhancement_batch_result_data/{Id}_robot.jsonl";

    internal string ValidationBlob => $"enhancement_result/{Id}_repo.jsonl";

    /// <summary>The status of one of its references.</summary>
    public PendingStatus StatusOf(ReferenceId reference)
    {
        lock (_gate)
        {
            return Pending.Single(pending => pending.ReferenceId == reference.Value).Status;
        }
    }

    /// <summary>The number of its references by status.</summary>
    public IReadOnlyDictionary<PendingStatus, int> Statuses()
    {
        lock (_gate)
        {
            return Pending.CountBy(static pending => pending.Status).ToDictionary();
        }
    }

    // The members below are called with the lock held.
    internal bool Renew(DateTimeOffset expiresAt)
    {
        if (!Pending.Any(static pending => pending.Status == PendingStatus.Processing))
        {
            return false;
        }

        Renewals++;
        ExpiresAt = expiresAt;
        return true;
    }

    /// <summary>Moves all references to a status; otherwise returns the status that prevents it.</summary>
    internal PendingStatus? Move(PendingStatus to)
    {
        foreach (var pending in Pending)
        {
            if (!pending.Status.MayBecome(to))
            {
                return pending.Status;
            }
        }

        foreach (var pending in Pending)
        {
            pending.Status = to;
        }

        return null;
    }

    internal void Fail(string error) => Error = error;

    internal void Complete(ImportReport report, IReadOnlyList<EntryOutcome> outcomes)
    {
        Import = report;
        Error = report.BatchFailure ?? Error;
        for (var i = 0; i < Pending.Count; i++)
        {
            Pending[i].Status = outcomes[i] switch
            {
                EntryOutcome.Imported => PendingStatus.Completed,
                EntryOutcome.Discarded => PendingStatus.Discarded,
                _ => PendingStatus.Failed,
            };
        }
    }
}
