using RobotFunctions.Core.Batches;
using RobotFunctions.Core.DeadLetters;
using RobotFunctions.Core.Protocol;
using RobotFunctions.Local.Store;
using RobotFunctions.Tests.Fakes;

namespace RobotFunctions.Tests.Store;

public sealed class FileDeadLettersTests : IDisposable
{
    private readonly TemporaryFolder _temporary = new();
    private readonly StoreFolder _folder;
    private readonly FileDeadLetters _letters;

    public FileDeadLettersTests()
    {
        _folder = StoreFolder.Open(_temporary.Path);
        _letters = new FileDeadLetters(_folder);
    }

    public void Dispose()
    {
        _folder.Dispose();
        _temporary.Dispose();
    }

    [Fact]
    public async Task A_kept_letter_is_found_whole()
    {
        var letter = Letter(1);

        await _letters.KeepAsync(letter, default);

        Assert.Equal(letter, await _letters.FindAsync(letter.Batch.Id, default));
    }

    [Fact]
    public async Task A_newer_letter_of_the_same_batch_replaces_the_older()
    {
        await _letters.KeepAsync(Letter(1), default);
        await _letters.KeepAsync(Letter(1) with { Reason = "It was tried again." }, default);

        Assert.Equal("It was tried again.", Assert.Single(await _letters.ListAsync(default)).Reason);
    }

    [Fact]
    public async Task Letters_are_listed_oldest_first()
    {
        await _letters.KeepAsync(Letter(2), default);
        await _letters.KeepAsync(Letter(1), default);
        await _letters.KeepAsync(Letter(3), default);

        Assert.Equal([Letter(1), Letter(2), Letter(3)], await _letters.ListAsync(default));
    }

    [Fact]
    public async Task A_removed_letter_is_gone_and_removing_it_again_does_nothing()
    {
        await _letters.KeepAsync(Letter(1), default);

        await _letters.RemoveAsync(Letter(1).Batch.Id, default);
        await _letters.RemoveAsync(Letter(1).Batch.Id, default);

        Assert.Null(await _letters.FindAsync(Letter(1).Batch.Id, default));
        Assert.Empty(await _letters.ListAsync(default));
    }

    [Fact]
    public async Task A_letter_of_a_newer_version_is_refused_and_kept()
    {
        await _letters.KeepAsync(Letter(1) with { Version = DeadLetter.CurrentVersion + 1 }, default);

        var refused = await Assert.ThrowsAsync<InvalidDataException>(() => _letters.FindAsync(Letter(1).Batch.Id, default));

        Assert.Contains("newer version", refused.Message, StringComparison.Ordinal);
        Assert.Single(Directory.GetFiles(_folder.DeadLetters));
    }

    private static DeadLetter Letter(int number) => new()
    {
        Batch = new Batch
        {
            Id = new BatchId(Guid.Parse($"0198c1a2-7b3c-7def-8123-45678900000{number}")),
            Robot = new RobotId(Guid.Parse("9fa8b9bd-12b1-4450-8ffb-712face23390")),
            Origin = BatchOrigin.Batch,
            Generation = ApiGeneration.G2,
            AcceptedAt = FakeTimeProvider.DefaultStart,
            UrlsIssuedAt = FakeTimeProvider.DefaultStart,
        },
        Body = """{"request_id":"0198c1a2-7b3c-7def-8123-456789abcdef","error":null}""",
        Path = "v1/enhancement-requests/0198c1a2-7b3c-7def-8123-456789abcdef/results/",
        Reason = "The repository answered 500 for six hours.",
        Uncertain = number == 2,
        At = FakeTimeProvider.DefaultStart.AddMinutes(number),
    };
}
