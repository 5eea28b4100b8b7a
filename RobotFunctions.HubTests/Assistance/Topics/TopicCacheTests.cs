using System.Data.Common;
using System.Net;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using RobotFunctions.Hub.Assistance.Topics;
using RobotFunctions.HubTests.Fakes;
using RobotFunctions.Tests.Fakes;

namespace RobotFunctions.HubTests.Assistance.Topics;

public sealed class TopicCacheTests
{
    private static readonly TimeSpan Minute = TimeSpan.FromSeconds(60);

    [PostgresFact]
    public async Task A_second_replica_follows_a_change_within_a_minute()
    {
        using var database = await TestDatabase.CreateAsync(StoreKind.Postgres);
        var time = new FakeTimeProvider();
        await using var hub = await RequestHub.StartAsync(StoreKind.Postgres, database, time);
        await using var second = await RequestHub.StartAsync(StoreKind.Postgres, database, time);
        Assert.Equal(HttpStatusCode.BadRequest, await AskAsync(second));

        await hub.AddTopicAsync("sales", null, "at once: slack");
        Assert.Equal(HttpStatusCode.Accepted, await AskAsync(hub));
        time.Advance(Minute);

        Assert.Equal(HttpStatusCode.Accepted, await AskAsync(second));
    }

    [Theory]
    [Stores]
    public async Task The_last_good_topics_are_used_while_they_cannot_be_read_and_the_new_ones_afterwards(StoreKind kind)
    {
        var failing = new FailingReads();
        await using var hub = await RequestHub.StartAsync(kind, services: services => services.AddSingleton<IInterceptor>(failing));
        var topic = await hub.AddTopicAsync("sales", null, "at once: slack");
        Assert.Equal(HttpStatusCode.Accepted, await AskAsync(hub));

        failing.Fail = true;
        hub.Time.Advance(Minute);
        Assert.Equal(HttpStatusCode.Accepted, await AskAsync(hub));
        Assert.Contains(hub.App.Logs.Lines, static line => line.Text.Contains("could not be read again", StringComparison.Ordinal));

        failing.Fail = false;
        Assert.Equal(HttpStatusCode.NoContent, (await hub.CallAsync(HttpMethod.Delete, $"/api/v1/topics/{topic}")).Status);
        hub.Time.Advance(TopicCache.RetryAfter);
        Assert.Equal(HttpStatusCode.BadRequest, await AskAsync(hub));
    }

    [Theory]
    [Stores]
    public async Task Topics_that_were_never_read_are_a_503(StoreKind kind)
    {
        var failing = new FailingReads { Fail = true };
        await using var hub = await RequestHub.StartAsync(kind, services: services => services.AddSingleton<IInterceptor>(failing));

        Assert.Equal(HttpStatusCode.ServiceUnavailable, await AskAsync(hub));
    }

    [Fact]
    public async Task Many_requests_at_once_read_stale_topics_once()
    {
        var reads = new FailingReads();
        await using var hub = await RequestHub.StartAsync(StoreKind.Sqlite, services: services => services.AddSingleton<IInterceptor>(reads));
        var cache = hub.Get<TopicCache>();
        await cache.FreshAsync(default);
        var before = reads.Count;

        cache.Expire();
        var read = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Task.Run(() => cache.FreshAsync(default).AsTask())));

        Assert.Single(read.Distinct());
        Assert.Equal(before + 1, reads.Count);
    }

    [Fact]
    public async Task Who_asks_after_a_change_waits_for_it_while_somebody_reads()
    {
        var reads = new FailingReads();
        await using var hub = await RequestHub.StartAsync(StoreKind.Sqlite, services: services => services.AddSingleton<IInterceptor>(reads));
        var cache = hub.Get<TopicCache>();
        var before = await cache.FreshAsync(default);
        reads.Gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

        cache.Expire();
        var first = cache.FreshAsync(default).AsTask();
        var second = cache.FreshAsync(default).AsTask();
        Assert.False(second.IsCompleted);
        reads.Gate.SetResult();

        Assert.NotSame(before, await second);
        Assert.Same(await first, await second);
    }

    private static async Task<HttpStatusCode> AskAsync(RequestHub hub)
    {
        using var answer = await hub.AskAsync(new { topic = "sales", description = "a" });
        return answer.StatusCode;
    }

    // Counts what reads the topics of all workspaces, and lets it fail.
    private sealed class FailingReads : DbCommandInterceptor
    {
        private int _count;

        public bool Fail { get; set; }

        /// <summary>What reading waits for.</summary>
        public TaskCompletionSource? Gate { get; set; }

        public int Count => _count;

        public override async ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
            DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
        {
            var readsAll = command.CommandText.Contains("FROM \"Topics\"", StringComparison.Ordinal) && !command.CommandText.Contains("WHERE", StringComparison.Ordinal);
            if (readsAll)
            {
                Interlocked.Increment(ref _count);
                await (Gate?.Task ?? Task.CompletedTask);
            }

            return readsAll && Fail ? throw new UnreachableStore() : result;
        }
    }

    private sealed class UnreachableStore() : DbException("The store cannot be reached.")
    {
        public override bool IsTransient => true;
    }
}
