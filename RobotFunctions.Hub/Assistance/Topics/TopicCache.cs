using Microsoft.EntityFrameworkCore;
using RobotFunctions.Hub.Assistance.Tables;
using RobotFunctions.Hub.Store;

namespace RobotFunctions.Hub.Assistance.Topics;

/// <summary>
/// The topics of all workspaces, read. They are read again when they are older than <see cref="FreshFor"/>, by one request at a time; while the store cannot be
/// read, the last ones that could be are used.
/// </summary>
internal sealed partial class TopicCache(IDbContextFactory<HubStore> stores, TimeProvider time, ILogger<TopicCache> log) : IDisposable
{
    /// <summary>How long a replica uses what it has read. With <see cref="TopicRefresh.Interval"/> it is a minute until every use of a topic sees a change.</summary>
    public static readonly TimeSpan FreshFor = TimeSpan.FromSeconds(55);

    /// <summary>How long after a failed attempt the next one is made.</summary>
    public static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(5);

    private readonly SemaphoreSlim _reading = new(1);
    private volatile Reading? _last;
    private int _changes;

    /// <summary>The topics, at most <see cref="FreshFor"/> old unless the store cannot be read.</summary>
    public async ValueTask<TopicSnapshot> FreshAsync(CancellationToken cancellation)
    {
        if (_last is { } fresh && IsFresh(fresh))
        {
            return fresh.Topics;
        }

        await _reading.WaitAsync(cancellation);
        try
        {
            return (_last is { } meanwhile && IsFresh(meanwhile) ? meanwhile : _last = await ReadAsync(_last, cancellation)).Topics;
        }
        finally
        {
            _reading.Release();
        }
    }

    /// <summary>The topics as they were last read. Who is in a transaction must not wait for a second connection; <see cref="TopicRefresh"/> keeps them fresh.</summary>
    public ValueTask<TopicSnapshot> LastAsync(CancellationToken cancellation) => _last is { } last ? ValueTask.FromResult(last.Topics) : FreshAsync(cancellation);

    /// <summary>Has them read again before they are next used, also if they are being read at this moment.</summary>
    public void Expire() => Interlocked.Increment(ref _changes);

    /// <inheritdoc/>
    public void Dispose() => _reading.Dispose();

    private bool IsFresh(Reading reading) => reading.Changes == Volatile.Read(ref _changes) && time.GetUtcNow() < reading.StaleAt;

    private async Task<Reading> ReadAsync(Reading? last, CancellationToken cancellation)
    {
        var (changes, now) = (Volatile.Read(ref _changes), time.GetUtcNow());
        try
        {
            await using var store = await stores.CreateDbContextAsync(cancellation);
            var topics = await StoredTopic.ReadAsync(store, await store.Topics.AsNoTracking().OrderBy(static topic => topic.NameKey).ToListAsync(cancellation), cancellation);
            var snapshot = new TopicSnapshot(topics.ToLookup(static stored => stored.Topic.WorkspaceId, static stored => new KnownTopic(stored.Topic.Name, stored.Topic.NameKey, stored.Rules())));
            return new Reading(snapshot, changes, now + FreshFor);
        }
        catch (Exception failed) when (last is not null && StoreFailures.Include(failed))
        {
            LogFailed(log, failed);
            return new Reading(last.Topics, changes, now + RetryAfter);
        }
    }

    // What was read, after how many changes that this process knows of, and until when it may be used.
    private sealed record Reading(TopicSnapshot Topics, int Changes, DateTimeOffset StaleAt);

    [LoggerMessage(1, LogLevel.Warning, "The topics could not be read again, because the store is unavailable. The last ones that were read are used; the next attempt is in seconds.")]
    private static partial void LogFailed(ILogger log, Exception exception);
}

/// <summary>The topics of all workspaces at one time.</summary>
internal sealed class TopicSnapshot(ILookup<Guid, KnownTopic> topics)
{
    /// <summary>The topics of a workspace, by name.</summary>
    public IEnumerable<KnownTopic> Of(Guid workspaceId) => topics[workspaceId];

    /// <summary>The topic of a name, compared without case; null if there is none.</summary>
    public KnownTopic? Find(Guid workspaceId, string name)
    {
        var key = NameKey.Of(name);
        return topics[workspaceId].FirstOrDefault(topic => topic.NameKey == key);
    }
}

/// <summary>A topic that requests are made for.</summary>
internal sealed record KnownTopic(string Name, string NameKey, TopicRules Rules);
