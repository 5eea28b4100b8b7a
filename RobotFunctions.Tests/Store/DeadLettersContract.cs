using RobotFunctions.Core.DeadLetters;
using RobotFunctions.Core.Protocol;
using RobotFunctions.Tests.Fakes;

namespace RobotFunctions.Tests.Store;

/// <summary>What every place for dead letters keeps to.</summary>
public abstract class DeadLettersContract
{
    protected abstract IDeadLetters Letters { get; }

    /// <summary>How many letters are kept, whether or not they can be read.</summary>
    protected abstract int Kept { get; }

    [Fact]
    public async Task A_kept_letter_is_found_whole()
    {
        await Letters.KeepAsync(Letter(1), default);

        Assert.Equal(Letter(1), await Letters.FindAsync(Letter(1).Batch.Id, default));
    }

    [Fact]
    public async Task A_newer_letter_of_the_same_batch_replaces_the_older()
    {
        await Letters.KeepAsync(Letter(1), default);
        await Letters.KeepAsync(Letter(1) with { Reason = "It was tried again." }, default);

        Assert.Equal("It was tried again.", Assert.Single(await Letters.ListAsync(default)).Reason);
    }

    [Fact]
    public async Task Letters_are_listed_oldest_first()
    {
        await Letters.KeepAsync(Letter(2), default);
        await Letters.KeepAsync(Letter(1), default);
        await Letters.KeepAsync(Letter(3), default);

        Assert.Equal([Letter(1), Letter(2), Letter(3)], await Letters.ListAsync(default));
    }

    [Fact]
    public async Task A_removed_letter_is_gone_and_removing_it_again_does_nothing()
    {
        await Letters.KeepAsync(Letter(1), default);
        await Letters.KeepAsync(Letter(2), default);

        await Letters.RemoveAsync(Letter(1).Batch.Id, default);
        await Letters.RemoveAsync(Letter(1).Batch.Id, default);

        Assert.Null(await Letters.FindAsync(Letter(1).Batch.Id, default));
        Assert.Equal([Letter(2)], await Letters.ListAsync(default));
    }

    [Fact]
    public async Task A_letter_of_a_newer_version_is_refused_and_kept()
    {
        await Letters.KeepAsync(Letter(1) with { Version = DeadLetter.CurrentVersion + 1 }, default);

        var refused = await Assert.ThrowsAsync<InvalidDataException>(() => Letters.FindAsync(Letter(1).Batch.Id, default));

        Assert.Contains("newer version", refused.Message, StringComparison.Ordinal);
        Assert.Equal(1, Kept);
    }

    /// <summary>A letter told apart by a digit; a higher one was kept later.</summary>
    protected static DeadLetter Letter(int number) => new()
    {
        Batch = TestRobots.Batch() with { Id = new BatchId(Guid.Parse($"0198c1a2-7b3c-7def-8123-45678900000{number}")) },
        Body = """{"request_id":"0198c1a2-7b3c-7def-8123-456789abcdef","error":null}""",
        Path = "v1/enhancement-requests/0198c1a2-7b3c-7def-8123-456789abcdef/results/",
        Reason = "The repository answered 500 for six hours.",
        Uncertain = number == 2,
        At = FakeTimeProvider.DefaultStart.AddMinutes(number),
    };
}
