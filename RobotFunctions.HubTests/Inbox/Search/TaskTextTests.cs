using System.Text.Json;
using RobotFunctions.Hub.Inbox.Search;

namespace RobotFunctions.HubTests.Inbox.Search;

public sealed class TaskTextTests
{
    [Fact]
    public void Type_correlation_and_texts_of_metadata_at_any_depth_give_each_word_once() => Assert.Equal(
        "\nrefund\na\n1\nblue\nchair\n12\n5\nred",
        TaskText.Of("refund", "a-1", JsonElement.Parse("""{"title": "Blue chair", "blue": {"list": [12.5, "red CHAIR", true, null]}}""")));

    [Fact]
    public void Long_metadata_are_searched_up_to_4000_characters()
    {
        var words = string.Join(' ', Enumerable.Range(0, 10_000));

        var text = TaskText.Of("t", null, JsonElement.Parse($$"""{"a": "{{words}}", "b": "last"}"""));

        Assert.InRange(text.Length, 4000, 4010);
        Assert.DoesNotContain("last", text, StringComparison.Ordinal);
    }
}
