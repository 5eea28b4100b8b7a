using System.Text;
using RobotFunctions.Hub.Inbox.Webhooks;

namespace RobotFunctions.HubTests.Inbox.Webhooks;

public sealed class SeedWebhookTests
{
    private static readonly SeedTask Task = new(
        new Guid("0198f0c4-0000-7000-8000-000000000001"),
        new DateTimeOffset(2026, 1, 2, 5, 4, 5, TimeSpan.FromHours(2)).AddMicroseconds(6),
        new Guid("0198f0c4-0000-7000-8000-000000000002"),
        "flag-content",
        "block",
        "ada",
        IsResolved: true);

    [Fact]
    public void The_body_is_the_one_that_receivers_of_task_inbox_read() =>
        Assert.Equal(
            """{"task":{"id":"0198f0c4-0000-7000-8000-000000000001","created":"2026-01-02T03:04:05.000006Z","ttype_id":"0198f0c4-0000-7000-8000-000000000002","state":"block","user_id":"ada","resolved":true},"ttype":"flag-content"}""",
            Encoding.UTF8.GetString(SeedWebhook.Body(Task)));

    [Fact]
    public void Unset_and_unassigned_are_null_and_not_left_out() =>
        Assert.Contains("\"state\":null,\"user_id\":null,\"resolved\":false", Encoding.UTF8.GetString(SeedWebhook.Body(Task with { State = null, UserId = null, IsResolved = false })), StringComparison.Ordinal);

    [Theory]
    [InlineData("s3cret-_~", true)]
    [InlineData("", false)]
    [InlineData("a b", false)]
    [InlineData("a\r\nx: y", false)]
    [InlineData("schlüssel", false)]
    public void Only_visible_ASCII_characters_are_a_secret_of_a_header(string secret, bool isOne) => Assert.Equal(isOne, SeedWebhook.CanCarry(secret));
}
