using RobotFunctions.Core.Batches;
using RobotFunctions.Core.Configuration;
using RobotFunctions.Core.Protocol;
using RobotFunctions.Local.Store;
using RobotFunctions.Tests.Fakes;
using static RobotFunctions.Tests.Engine.NumberedRequests;

namespace RobotFunctions.Tests.Engine;

/// <summary>A request that is repeated brings signed URLs that are signed anew: those that the run uses from then on.</summary>
public sealed class RepeatedRequestTests : GatedEngine
{
    [Fact]
    public async Task A_run_uses_the_newest_URLs_and_stays_the_run_it_is()
    {
        await using var engine = await StartGatedAsync();
        await engine.Runs.StartAsync(Signed(1, "first"), default);
        await Begun.Task;

        Assert.Equal(StartVerdict.AlreadyRunning, await engine.Runs.StartAsync(Repeated(1, "second"), default));

        var stored = await StoredAsync(engine.Payloads, 1);
        Assert.Equal((Signed(1, "second").ReferenceUrl, Signed(1, "second").ResultUrl), (stored!.ReferenceUrl, stored.ResultUrl));
        Assert.Equal(Request(1).Batch.AcceptedAt, stored.Batch.AcceptedAt);
        Assert.Equal(Repeated(1, "second").Batch.UrlsIssuedAt, stored.Batch.UrlsIssuedAt);
    }

    [Fact]
    public async Task Another_request_under_the_same_id_changes_nothing()
    {
        await using var engine = await StartGatedAsync();
        await engine.Runs.StartAsync(Signed(1, "first"), default);
        await Begun.Task;

        await engine.Runs.StartAsync(Repeated(1, "second") with { ContentHash = "other" }, default);

        Assert.Equal(Signed(1, "first").ReferenceUrl, (await StoredAsync(engine.Payloads, 1))!.ReferenceUrl);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_run_that_waits_for_its_turn_begins_with_the_newest_URLs_even_after_a_restart(bool restart)
    {
        var engine = await StartGatedAsync(new LimitsOptions { ActiveRuns = 1 });
        await engine.Runs.StartAsync(Signed(1, "first"), default);
        await Begun.Task;
        await engine.Runs.StartAsync(Signed(2, "first"), default);

        await engine.Runs.StartAsync(Repeated(2, "second"), default);
        if (restart)
        {
            await engine.KillAsync();
            engine = await StartGatedAsync(new LimitsOptions { ActiveRuns = 1 });
        }

        await using (engine)
        {
            Gate.SetResult();
            await engine.Runs.WaitForEndAsync(Id(2), default);
            Assert.Equal(Signed(2, "second").ReferenceUrl, (await StoredAsync(engine.Payloads, 2))!.ReferenceUrl);
        }
    }

    [Fact]
    public async Task A_repeated_request_is_answered_while_the_disk_is_full_and_the_run_goes_on_with_the_URLs_it_has()
    {
        var time = new FakeTimeProvider();
        await using var engine = await StartGatedAsync(time: time);
        var inTheWay = Path.Combine(Folder.Path, "batches", Id(1).ToString());
        await File.WriteAllTextAsync(inTheWay, "");
        await engine.Runs.StartAsync(Signed(1, "first"), default);
        await time.TimersArmedAsync();

        Assert.Equal(StartVerdict.AlreadyRunning, await engine.Runs.StartAsync(Repeated(1, "second"), default));

        File.Delete(inTheWay);
        time.AdvanceToNextTimer();
        await Begun.Task;
        Assert.Equal(Signed(1, "first").ReferenceUrl, (await StoredAsync(engine.Payloads, 1))!.ReferenceUrl);
    }

    private static AcceptedRequest Repeated(int number, string signature)
    {
        var request = Signed(number, signature);
        var later = request.Batch.AcceptedAt.AddMinutes(5);
        return request with { Batch = request.Batch with { AcceptedAt = later, UrlsIssuedAt = later } };
    }

    private static AcceptedRequest Signed(int number, string signature) => Request(number) with
    {
        ReferenceUrl = Url("references", signature),
        ResultUrl = Url("results", signature),
    };

    private static SignedUrl Url(string file, string signature)
    {
        Assert.True(SignedUrl.TryParse($"https://acct.blob.core.windows.net/c/{file}.jsonl?sig={signature}", out var url));
        return url;
    }

    private static Task<AcceptedRequest?> StoredAsync(FileBatchStore payloads, int number) => new AcceptedRequests(payloads).LoadAsync(Id(number), default);
}
