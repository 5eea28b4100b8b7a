using System.Text;
using System.Text.Json.Nodes;
using RobotFunctions.Hub.Inbox.History;
using RobotFunctions.Hub.Inbox.States;

namespace RobotFunctions.HubTests.Inbox.History;

public sealed class HistoryFileTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 2, 4, 0, 0, TimeSpan.Zero);

    [Fact]
    public void An_exported_file_is_verified_without_the_store()
    {
        var (lines, anchor) = Export();

        var report = HistoryFile.Verify(lines, anchor);

        Assert.True(report.IsIntact, string.Join('\n', report.Problems));
        Assert.Equal((2, 6, 1), (report.Tasks, report.Entries, report.Redacted.Count));
    }

    [Fact]
    public void Order_of_lines_and_keys_and_spaces_do_not_matter()
    {
        var (lines, anchor) = Export();
        var rewritten = lines.AsEnumerable().Reverse().Select(static line => Reversed(JsonNode.Parse(line))!.ToJsonString().Replace("\":", "\" : ", StringComparison.Ordinal));

        Assert.True(HistoryFile.Verify(rewritten, anchor).IsIntact);
    }

    [Fact]
    public void A_line_that_was_removed_or_changed_is_found()
    {
        var (lines, anchor) = Export();
        for (var index = 0; index < lines.Count; index++)
        {
            var without = lines.Where((_, at) => at != index);
            Assert.False(HistoryFile.Verify(without, anchor).IsIntact, $"Line {index + 1} was removed.");
            var changed = lines.Select((line, at) => at == index ? line.Replace("state", "State", StringComparison.Ordinal).Replace("\"number\":", "\"nr\":", StringComparison.Ordinal) : line).ToList();
            Assert.True(changed[index] == lines[index] || !HistoryFile.Verify(changed, anchor).IsIntact, $"Line {index + 1} was changed.");
        }
    }

    [Theory]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("5")]
    [InlineData("{}")]
    [InlineData("{\"checkpoint\":5}")]
    [InlineData("{\"checkpoint\":{\"number\":1,\"previous\":\"zz\",\"heads\":[]}}")]
    [InlineData("{\"task\":\"x\",\"sequence\":1,\"content_hash\":\"\",\"hash\":\"\"}")]
    [InlineData("{\"task\":\"0198f0c4-0000-7000-8000-000000000001\",\"sequence\":1e9,\"content_hash\":\"\",\"hash\":\"\"}")]
    public void A_line_that_is_something_else_is_named(string line) =>
        Assert.Equal("Line 2 is neither an entry nor a checkpoint.", Assert.Single(HistoryFile.Verify(["", line]).Problems).Text);

    [Fact]
    public void No_mutated_file_makes_verification_throw()
    {
        var random = new Random(16);
        var (lines, anchor) = Export();
        for (var run = 0; run < 500; run++)
        {
            var bytes = Encoding.UTF8.GetBytes(string.Join('\n', lines));
            for (var change = random.Next(1, 5); change > 0; change--)
            {
                bytes[random.Next(bytes.Length)] = (byte)"{}[]\",:0123456789abcdefnu\n \\"[random.Next(28)];
            }

            Assert.NotNull(HistoryFile.Verify(Encoding.UTF8.GetString(bytes).Split('\n'), anchor));
        }
    }

    private static (List<string> Lines, byte[] Anchor) Export()
    {
        var first = Histories.Of(1, 3);
        var second = Histories.Of(2, 2);
        first.Add(ChainedEntry.Append(first[^1], Histories.Entry(1, 4) with { Action = TaskAction.Redacted, Redacts = 1 }));
        first[0] = first[0].Redacted();
        var checkpoint = Checkpoint.Create(null, Now, [second.Head(), first.Head()]);
        return ([.. first.Concat(second).Select(HistoryFile.Line).Append(HistoryFile.Line(checkpoint)).Select(line => Encoding.UTF8.GetString(line).TrimEnd('\n'))], checkpoint.Hash);
    }

    private static JsonNode? Reversed(JsonNode? node) => node switch
    {
        JsonObject members => new JsonObject(members.Reverse().Select(member => KeyValuePair.Create(member.Key, Reversed(member.Value)))),
        JsonArray items => new JsonArray([.. items.Select(Reversed)]),
        _ => node?.DeepClone(),
    };
}
