using Microsoft.EntityFrameworkCore;
using RobotFunctions.Hub.Assistance.Signals;
using RobotFunctions.Hub.Assistance.Tables;
using RobotFunctions.Hub.Store;

namespace RobotFunctions.Hub.Assistance.Requests;

/// <summary>Waits until a channel has taken a request; or withdraws it, so that the caller, who is told so, can try again without telling people twice.</summary>
internal sealed class RequestWait(IDbContextFactory<HubStore> stores, StoreWriter writer, ITaskOpener tasks, RequestSignal signal, TimeProvider time)
{
    /// <summary>How often it looks for what another replica has sent.</summary>
    public static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(1);

    /// <summary>How much longer it waits for what is being sent when the time is over: it may arrive.</summary>
    public static readonly TimeSpan Sending = TimeSpan.FromSeconds(20);

    /// <summary>Waits.</summary>
    /// <param name="requestId">The request.</param>
    /// <param name="timeout">How long.</param>
    /// <returns>Whether somebody was told. If not, the request is withdrawn.</returns>
    /// <remarks>It is not cancelled when the caller goes away: an answer that nobody reads must be true too.</remarks>
    public async Task<bool> IsToldAsync(Guid requestId, TimeSpan timeout)
    {
        try
        {
            return await WaitAsync(requestId, timeout);
        }
        finally
        {
            signal.Forget(requestId);
        }
    }

    private async Task<bool> WaitAsync(Guid requestId, TimeSpan timeout)
    {
        var deadline = time.GetUtcNow() + timeout;
        while (true)
        {
            // Asked for before looking, so that no signal is missed.
            var next = signal.NextAsync(requestId);
            var progress = await ProgressAsync(requestId);
            var now = time.GetUtcNow();
            if (progress == Progress.Told || progress == Progress.Withdrawn)
            {
                return progress == Progress.Told;
            }

            if (progress == Progress.NotTold || now >= deadline + Sending || (now >= deadline && progress == Progress.Waiting))
            {
                return !await WithdrawAsync(requestId);
            }

            var left = now < deadline ? deadline - now : LookAgain;
            await Task.WhenAny(next, Task.Delay(left < LookAgain ? left : LookAgain, time));
        }
    }

    private async Task<Progress> ProgressAsync(Guid requestId)
    {
        await using var store = await stores.CreateDbContextAsync();
        return await ProgressAsync(store, requestId);
    }

    private static async Task<Progress> ProgressAsync(HubStore store, Guid requestId)
    {
        var request = await store.AssistanceRequests.AsNoTracking().SingleAsync(found => found.Id == requestId);
        var statuses = await store.Notifications.Where(notification => notification.RequestId == requestId).Select(static notification => notification.Status).Distinct().ToListAsync();
        return request.AcknowledgedAt is not null || statuses.Contains(NotificationStatus.Delivered) ? Progress.Told
            : request.WithdrawnAt is not null ? Progress.Withdrawn
            : statuses.Contains(NotificationStatus.Sending) ? Progress.Sending
            : statuses.Contains(NotificationStatus.Pending) ? Progress.Waiting
            : Progress.NotTold;
    }

    // False if somebody was told meanwhile.
    private Task<bool> WithdrawAsync(Guid requestId) => writer.RunAsync(
        async store =>
        {
            if (await ProgressAsync(store, requestId) == Progress.Told)
            {
                return false;
            }

            // The event of the task that is cancelled must find the request withdrawn.
            await RequestEnd.WithdrawAsync(store, requestId, time.GetUtcNow(), CancellationToken.None);
            if (await store.AssistanceRequests.Where(found => found.Id == requestId).Select(static found => found.TaskId).SingleAsync() is { } task)
            {
                await tasks.CancelAsync(store, task, "No channel took the request in time, so its sender was told that nobody was told.", CancellationToken.None);
            }

            return true;
        },
        CancellationToken.None);

    private enum Progress
    {
        /// <summary>A channel took it, or somebody took care of it.</summary>
        Told,

        /// <summary>It is withdrawn.</summary>
        Withdrawn,

        /// <summary>It is being sent.</summary>
        Sending,

        /// <summary>It will be sent.</summary>
        Waiting,

        /// <summary>Every channel has refused it.</summary>
        NotTold,
    }
}
