using System.Text;
using RobotFunctions.Core.Batches;
using RobotFunctions.Core.Storage;
using RobotFunctions.Local.Engine;
using RobotFunctions.Local.Store;
using RobotFunctions.Tests.Fakes;
using RobotFunctions.Tests.Store;
using static RobotFunctions.Tests.Engine.NumberedRequests;

namespace RobotFunctions.Tests.Engine;

public sealed class RunFilesTests : IDisposable
{
    private readonly TemporaryStore _store = new();
    private readonly RunFiles _files;

    public RunFilesTests() => _files = new RunFiles(_store.Folder);

    public void Dispose() => _store.Dispose();

    [Fact]
    public void Open_runs_are_taken_up_oldest_first()
    {
        foreach (var number in new[] { 2, 3, 1 })
        {
            _files.Create(Request(number));
        }

        Assert.Equal([Id(1), Id(2), Id(3)], _files.TakeUp().Select(static run => run.Id));
    }

    [Fact]
    public void A_wish_to_cancel_lasts_as_long_as_the_run_and_does_not_wait_for_the_next_of_its_id()
    {
        _files.Create(Request(1));
        Assert.True(_files.RequestCancellation(Id(1)));
        Assert.True(_files.IsCancellationRequested(Id(1)));

        _files.End(Ended(1));

        Assert.False(_files.RequestCancellation(Id(1)));
        Assert.False(_files.IsCancellationRequested(Id(1)));
    }

    [Fact]
    public void Ended_runs_are_purged_by_the_time_of_their_end()
    {
        for (var number = 1; number <= 3; number++)
        {
            _files.End(Ended(number));
        }

        _files.PurgeEnded(Ended(2).UpdatedAt);

        Assert.Equal([Id(3), Id(2)], _files.ListEnded(10).Select(static run => run.Id));
        Assert.Null(_files.FindEnded(Id(1)));
    }

    [Fact]
    public async Task Only_its_owner_may_read_what_a_run_stores()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        var payloads = new FileBatchStore(_store.Folder);
        _files.Create(Request(1));
        _files.RequestCancellation(Id(1));
        _files.End(Ended(2));
        await payloads.WriteAsync(Id(1), BatchItems.Chunk(0), "{}"u8.ToArray(), CancellationToken.None);
        await payloads.AppendAsync(Id(1), BatchItems.PartialResults(0), "{}"u8.ToArray(), CancellationToken.None);

        var files = Directory.GetFiles(_store.Folder.Runs, "*", SearchOption.AllDirectories).Concat(Directory.GetFiles(_store.Folder.Batches, "*", SearchOption.AllDirectories)).ToList();
        Assert.Equal(5, files.Count);
        foreach (var file in files)
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        }
    }

    [Fact]
    public void A_damaged_status_is_simply_not_known()
    {
        _files.End(Ended(1));
        File.WriteAllText(_store.File("runs", "ended", $"{Id(1)}.json"), "{");

        Assert.Null(_files.FindEnded(Id(1)));
        Assert.Empty(_files.ListEnded(10));
    }

    [Fact]
    public void A_journal_torn_in_its_first_line_is_of_a_request_nobody_was_told_is_accepted()
    {
        _files.Create(Request(1));
        _files.Create(Request(2));
        var torn = _files.JournalOf(Id(2));
        File.WriteAllBytes(torn, File.ReadAllBytes(torn)[..40]);

        Assert.Equal([Id(1)], _files.TakeUp().Select(static run => run.Id));
        Assert.False(File.Exists(torn));
    }

    [Theory]
    [InlineData("{}\n")]
    [InlineData("{\"type\":\"timer\",\"timer\":1}\n")]
    [InlineData("no JSON\n")]
    public void A_damaged_journal_keeps_the_robot_from_starting_and_stays(string content)
    {
        _files.Create(Request(1));
        var path = _files.JournalOf(Id(2));
        File.WriteAllText(path, content);

        var refused = Assert.Throws<StoreRefusedException>(() => _files.TakeUp());

        Assert.Contains("is damaged", refused.Message, StringComparison.Ordinal);
        Assert.Equal(content, File.ReadAllText(path, Encoding.UTF8));
    }

    [Fact]
    public void The_status_of_an_ended_run_holds_no_signed_URL()
    {
        _files.Create(Request(1));
        _files.End(Ended(1));

        Assert.DoesNotContain("sig=", File.ReadAllText(_store.File("runs", "ended", $"{Id(1)}.json")), StringComparison.Ordinal);
        Assert.False(File.Exists(_files.JournalOf(Id(1))));
    }

    private static RunStatus Ended(int number) => new OpenRun(Request(number))
        .ToStatus(new RunOutcome(RunEnd.Delivered, default), FakeTimeProvider.DefaultStart.AddDays(number));
}
