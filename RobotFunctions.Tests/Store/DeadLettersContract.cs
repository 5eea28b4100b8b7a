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

        Assert.Equal("It was tried again.", Assert.Single((await Letters.ListAsync(default)).Letters).Reason);
    }

    [Fact]
    public async Task Letters_are_listed_oldest_first()
    {
        await Letters.KeepAsync(Letter(2), default);
        await Letters.KeepAsync(Letter(1), default);
        await Letters.KeepAsync(Letter(3), default);

        Assert.Equal([Letter(1), Letter(2), Letter(3)], (await Letters.ListAsync(default)).Letters);
        Assert.Equal(3, await Letters.CountAsync(default));
    }

    [Fact]
    public async Task A_removed_letter_is_gone_and_removing_it_again_does_nothing()
    {
        await Letters.KeepAsync(Letter(1), default);
        await Letters.KeepAsync(Letter(2), default);

        await Letters.RemoveAsync(Letter(1).Batch.Id, default);
        await Letters.RemoveAsync(Letter(1).Batch.Id, default);

        Assert.Null(await Letters.FindAsync(Letter(1).Batch.Id, default));
        Assert.Equal([Letter(2)], (await Letters.ListAsync(default)).Letters);
    }

    [Fact]
    public async Task A_letter_of_a_newer_version_is_refused_and_kept()
    {
        await Letters.KeepAsync(Letter(1) with { Version = DeadLetter.CurrentVersion + 1 }, default);

        var refused = await Assert.ThrowsAsync<InvalidDataException>(() => Letters.FindAsync(Letter(1).Batch.Id, default));

        Assert.Contains("newer version", refused.Message, StringComparison.Ordinal);
        Assert.Equal(1, Kept);
    }

    [Fact]
    public async Task Letters_that_cannot_be_read_are_named_and_the_others_are_listed()
    {
        await Letters.KeepAsync(Letter(1), default);
        await Letters.KeepAsync(Letter(2) with { Version = DeadLetter.CurrentVersion + 1 }, default);
        await WriteAsync($"{Letter(3).Batch.Id}.json", """{"version":1,"batch":""");

        var listed = await Letters.ListAsync(default);

        Assert.Equal(3, listed.Count);
        Assert.Equal([Letter(1)], listed.Letters);
        Assert.Equal(
            [$"{Letter(2).Batch.Id}.json", $"{Letter(3).Batch.Id}.json"],
            listed.Unreadable.Select(static letter => letter.Name).Order(StringComparer.Ordinal));
        Assert.Contains(listed.Unreadable, static letter => letter.Problem.Contains("newer version", StringComparison.Ordinal));
        Assert.Contains(listed.Unreadable, static letter => letter.Problem.Contains("damaged", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_damaged_letter_is_refused_with_its_name()
    {
        await WriteAsync($"{Letter(3).Batch.Id}.json", "{}");

        var refused = await Assert.ThrowsAsync<InvalidDataException>(() => Letters.FindAsync(Letter(3).Batch.Id, default));

        Assert.Contains($"{Letter(3).Batch.Id}.json", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_no_letter_is_left_alone()
    {
        await WriteAsync("notes.json", "A person's notes.");

        Assert.Equal(0, (await Letters.ListAsync(default)).Count);
    }

    [Fact]
    public async Task One_at_a_time_claims_a_letter_and_others_are_free()
    {
        var letters = Letters;
        var claim = await letters.TryClaimAsync(Letter(1).Batch.Id, default);

        Assert.NotNull(claim);
        Assert.Null(await letters.TryClaimAsync(Letter(1).Batch.Id, default));
        await using (var other = await letters.TryClaimAsync(Letter(2).Batch.Id, default))
        {
            Assert.NotNull(other);
        }

        await claim.DisposeAsync();
        await using var again = await letters.TryClaimAsync(Letter(1).Batch.Id, default);
        Assert.NotNull(again);
    }

    [Fact]
    public async Task A_delivery_is_remembered_and_is_no_letter()
    {
        var delivered = new DeliveredDeadLetter(Letter(1).Batch.Id, FakeTimeProvider.DefaultStart, "The file is not there.", FakeTimeProvider.DefaultStart.AddDays(1));
        await Letters.KeepAsync(Letter(2), default);
        await Letters.RememberDeliveryAsync(delivered with { Error = null }, default);
        await Letters.RememberDeliveryAsync(delivered, default);

        Assert.Equal(delivered, await Letters.FindDeliveryAsync(delivered.Id, default));
        Assert.Null(await Letters.FindDeliveryAsync(Letter(2).Batch.Id, default));
        Assert.Equal(1, (await Letters.ListAsync(default)).Count);
    }

    /// <summary>Puts something where the letters are.</summary>
    protected abstract Task WriteAsync(string name, string content);

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
