using System.Security.Cryptography;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using RobotFunctions.Hub.Inbox.History;
using RobotFunctions.Hub.Inbox.States;

namespace RobotFunctions.HubTests.Inbox.History;

public sealed class HistoryVerificationTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 2, 4, 0, 0, TimeSpan.Zero);

    [Fact]
    public void An_entry_is_canonical_JSON() =>
        Assert.Equal(
            """{"action":"decided","actor":{"id":"ada","kind":"person","name":"Ada"},"answer":{"a":[true],"z":1.5},"at":"2026-01-02T03:04:07.000000Z","comment":"why <not> ü?","resolved":false,"salt":"AgMEBQYHCAkKCwwNDg8QEQ==","sequence":2,"task":"0198f0c4-0000-7000-8000-000000000001","to":"state 2"}""",
            Encoding.UTF8.GetString(Histories.Entry(1, 2).ToBytes()));

    [Fact]
    public void The_chain_is_what_its_documentation_says()
    {
        var first = Histories.Of(1, 1)[0];

        var start = SHA256.HashData(Convert.FromHexString("0198f0c4000070008000000000000001"));
        Assert.Equal(SHA256.HashData([.. start, .. SHA256.HashData(first.Content!)]), first.Hash);
    }

    [Fact]
    public void An_untouched_history_is_intact()
    {
        List<ChainedEntry>[] tasks = [Histories.Of(1, 3), Histories.Of(2, 2)];
        var first = Checkpoint.Create(null, Now, tasks.Select(Histories.Head));
        Histories.Continue(tasks[1], 2, 2);
        var second = Checkpoint.Create(first, Now, [tasks[1].Head()]);
        Histories.Continue(tasks[0], 1, 1);

        var report = Histories.Verify(tasks, first, second);

        Assert.True(report.IsIntact, string.Join('\n', report.Problems));
        Assert.Equal((2, 8, 1), (report.Tasks, report.Entries, report.AfterLastCheckpoint));
    }

    [Fact]
    public void A_changed_entry_is_found()
    {
        var task = Histories.Of(1, 3);
        var content = task[1].Content!.ToArray();
        content[^5] ^= 1;
        task[1] = task[1] with { Content = content };

        Assert.Equal(("The content was changed: it has another hash.", 2), Problem(Histories.Verify([task])));
    }

    [Fact]
    public void A_changed_entry_with_a_new_hash_is_found()
    {
        var task = Histories.Of(1, 3);
        task[1] = ChainedEntry.Append(task[0], Histories.Entry(1, 2) with { To = "forged" });

        Assert.Equal(("The hash does not follow from the entry before: one of the two was changed.", 3), Problem(Histories.Verify([task])));
    }

    [Fact]
    public void A_history_that_was_written_anew_is_found_by_a_checkpoint()
    {
        var task = Histories.Of(1, 2);
        var checkpoint = Checkpoint.Create(null, Now, [task.Head()]);
        List<ChainedEntry> forged = [task[0], ChainedEntry.Append(task[0], Histories.Entry(1, 2) with { To = "forged" })];

        Assert.Equal(("A checkpoint has another hash for this entry: the history was written anew.", 2), Problem(Histories.Verify([forged], checkpoint)));
    }

    [Theory]
    [InlineData("not JSON")]
    [InlineData("[]")]
    [InlineData("{\"task\":\"0198f0c4-0000-7000-8000-000000000002\",\"sequence\":1}")]
    public void Content_of_something_else_is_found_though_its_hashes_are_made_to_fit(string text)
    {
        var content = Encoding.UTF8.GetBytes(text);
        var hash = SHA256.HashData(content);
        var start = SHA256.HashData(Histories.Id(1).ToByteArray(bigEndian: true));
        var forged = new ChainedEntry(Histories.Id(1), 1, content, hash, SHA256.HashData([.. start, .. hash]));

        Assert.Equal(("The content is not that of this entry.", 1), Problem(Histories.Verify([[forged]])));
    }

    [Fact]
    public void A_removed_entry_is_found()
    {
        var task = Histories.Of(1, 3);
        task.RemoveAt(1);

        Assert.Contains(Histories.Verify([task]).Problems, problem => problem.Text.StartsWith("Entry 2 is expected here", StringComparison.Ordinal));
    }

    [Fact]
    public void A_truncated_tail_is_found_by_a_checkpoint()
    {
        var task = Histories.Of(1, 3);
        var checkpoint = Checkpoint.Create(null, Now, [task.Head()]);
        task.RemoveAt(2);

        Assert.Equal(("A checkpoint has seen entry 3, which is gone: the end of this history was cut off.", 3), Problem(Histories.Verify([task], checkpoint)));
    }

    [Fact]
    public void A_removed_task_is_found_by_a_checkpoint()
    {
        var task = Histories.Of(1, 3);

        Assert.Equal(("A checkpoint has seen this task, which is gone with its history.", null), Problem(Histories.Verify([], Checkpoint.Create(null, Now, [task.Head()]))));
    }

    [Fact]
    public void A_history_that_is_given_to_another_task_is_found()
    {
        var task = Histories.Of(1, 2).ConvertAll(entry => entry.Redacted() with { TaskId = Histories.Id(2) });

        Assert.Contains(Histories.Verify([task]).Problems, problem => problem.Text.StartsWith("The hash does not follow", StringComparison.Ordinal));
    }

    [Fact]
    public void A_removed_or_changed_checkpoint_is_found()
    {
        var task = Histories.Of(1, 1);
        var first = Checkpoint.Create(null, Now, [task.Head()]);
        var second = Checkpoint.Create(first, Now, []);

        Assert.Equal(("Checkpoint 2 does not follow the one before it: one was changed or removed.", null), Problem(Histories.Verify([task], second)));
        Assert.Equal(("Checkpoint 2 does not follow the one before it: one was changed or removed.", null), Problem(Histories.Verify([task], Checkpoint.Create(null, Now.AddDays(1), [task.Head()]), second)));
    }

    [Fact]
    public void Checkpoints_that_were_all_written_anew_are_found_by_an_anchor()
    {
        var task = Histories.Of(1, 1);
        var real = Checkpoint.Create(null, Now, [task.Head()]);
        var forged = Checkpoint.Create(null, Now, []);

        Assert.True(HistoryVerification.Run(task, [real], real.Hash).IsIntact);
        Assert.StartsWith("No checkpoint has the hash", Problem(HistoryVerification.Run(task, [forged], real.Hash)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_redacted_entry_keeps_its_hash_and_is_reported_as_redacted()
    {
        var task = Histories.Of(1, 3);
        task.Add(ChainedEntry.Append(task[^1], Histories.Entry(1, 4) with { Action = TaskAction.Redacted, Redacts = 2 }));
        task[1] = task[1].Redacted();

        var report = Histories.Verify([task], Checkpoint.Create(null, Now, [task.Head()]));

        Assert.True(report.IsIntact, string.Join('\n', report.Problems));
        Assert.Equal((Histories.Id(1), 2), Assert.Single(report.Redacted));
    }

    [Fact]
    public void Content_that_is_missing_without_a_redaction_is_found()
    {
        var task = Histories.Of(1, 3);
        task[1] = task[1].Redacted();

        Assert.Equal(("The content is missing, and no later entry says that it was redacted.", 2), Problem(Histories.Verify([task])));
    }

    [Fact]
    public void A_redaction_of_one_task_excuses_no_other()
    {
        var first = Histories.Of(1, 2);
        first[1] = first[1].Redacted();
        var second = Histories.Of(2, 3);
        second.Add(ChainedEntry.Append(second[^1], Histories.Entry(2, 4) with { Action = TaskAction.Redacted, Redacts = 2 }));

        var report = Histories.Verify([first, second]);

        Assert.Equal(Histories.Id(1), Assert.Single(report.Problems).TaskId);
        Assert.Empty(report.Redacted);
    }

    [Fact]
    public void No_change_of_any_byte_of_a_checkpointed_history_goes_unnoticed()
    {
        var cases = from task in Gen.Choose(0, 2) from entry in Gen.Choose(0, 3) from part in Gen.Choose(0, 4) from at in Gen.Choose(0, 1000) from bit in Gen.Choose(0, 7) select (task, entry, part, at, bit);
        Prop.ForAll(cases.ToArbitrary(), change =>
        {
            List<List<ChainedEntry>> tasks = [.. Enumerable.Range(0, 3).Select(task => Histories.Of(task, 4))];
            var checkpoint = Checkpoint.Create(null, Now, tasks.Select(Histories.Head));
            var chain = tasks[change.task];
            var entry = chain[change.entry];
            switch (change.part)
            {
                case 0:
                    chain[change.entry] = entry with { Content = Flipped(entry.Content!.ToArray(), change.at, change.bit) };
                    break;
                case 1:
                    chain[change.entry] = entry with { ContentHash = Flipped([.. entry.ContentHash], change.at, change.bit) };
                    break;
                case 2:
                    chain[change.entry] = entry with { Hash = Flipped([.. entry.Hash], change.at, change.bit) };
                    break;
                case 3:
                    chain.RemoveAt(change.entry);
                    break;
                default:
                    chain[change.entry] = entry.Redacted();
                    break;
            }

            return !Histories.Verify(tasks, checkpoint).IsIntact;
        }).QuickCheckThrowOnFailure();
    }

    private static byte[] Flipped(byte[] bytes, int at, int bit)
    {
        bytes[at % bytes.Length] ^= (byte)(1 << bit);
        return bytes;
    }

    private static (string Text, int? Sequence) Problem(HistoryReport report)
    {
        var problem = Assert.Single(report.Problems);
        return (problem.Text, problem.Sequence);
    }
}
