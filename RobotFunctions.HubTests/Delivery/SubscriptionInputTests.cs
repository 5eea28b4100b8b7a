using FsCheck;
using FsCheck.Fluent;
using RobotFunctions.Hub.Delivery;

namespace RobotFunctions.HubTests.Delivery;

public sealed class SubscriptionInputTests
{
    [Theory]
    [InlineData("http://example.org/")]
    [InlineData("ftp://example.org/")]
    [InlineData("file:///etc/passwd")]
    [InlineData("/relative")]
    [InlineData("https://user:password@example.org/")]
    [InlineData("https://example.org/#fragment")]
    [InlineData("https://127.0.0.1/")]
    [InlineData("https://169.254.169.254/latest/meta-data")]
    [InlineData("https://[::1]/")]
    [InlineData("https://[::ffff:10.0.0.1]/")]
    [InlineData("https://0x7f000001/")]
    [InlineData("https://2130706433/")]
    public void A_url_that_could_lead_inside_or_leak_is_refused_without_being_repeated(string url)
    {
        new SubscriptionInput { Url = url }.Check(SubscriptionKind.Webhook, allowPrivate: false, out var problem);

        Assert.NotNull(problem);
        Assert.DoesNotContain(url, problem.Detail, StringComparison.Ordinal);
        Assert.DoesNotContain("password@", problem.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://example.org/hook?key=1", false)]
    [InlineData("http://127.0.0.1:8080/", true)]
    public void A_url_that_is_allowed_is_taken(string url, bool allowPrivate)
    {
        var input = new SubscriptionInput { Url = url }.Check(SubscriptionKind.Webhook, allowPrivate, out var problem);

        Assert.Equal((url, null), (input.Url, problem));
    }

    [Theory]
    [InlineData("aeg-sas-key: abc", true)]
    [InlineData("Authorization:Bearer abc", true)]
    [InlineData("no header", false)]
    [InlineData(": value", false)]
    [InlineData("name:", false)]
    [InlineData("name: a\r\nHost: b", false)]
    [InlineData("na me: value", false)]
    [InlineData("name: ü", false)]
    [InlineData("Host: example.org", false)]
    [InlineData("Content-Length: 1", false)]
    [InlineData("transfer-encoding: chunked", false)]
    [InlineData("webhook-signature: v1,abc", false)]
    public void A_credential_is_one_header_that_the_sender_does_not_set_itself(string credential, bool allowed)
    {
        new SubscriptionInput { Credential = credential }.Check(SubscriptionKind.CloudEvents, allowPrivate: false, out var problem);

        Assert.Equal(allowed, problem is null);
    }

    [Theory]
    [InlineData("sv=2023&sig=abc%3D", true)]
    [InlineData("?sv=2023&sig=abc%3D", true)]
    [InlineData("AccountName=a;AccountKey=AAAA;EndpointSuffix=core.windows.net", true)]
    [InlineData("QueueEndpoint=https://a/;SharedAccessSignature=sv=2023&sig=abc", true)]
    [InlineData("AccountName=a;AccountKey=not base64!", false)]
    [InlineData("password", false)]
    public void The_credential_of_a_queue_is_a_signature_or_a_connection_string(string credential, bool allowed)
    {
        new SubscriptionInput { Credential = credential }.Check(SubscriptionKind.StorageQueue, allowPrivate: false, out var problem);

        Assert.Equal(allowed, problem is null);
    }

    [Fact]
    public void The_signature_in_the_url_of_a_queue_becomes_its_credential()
    {
        var input = new SubscriptionInput { Url = "https://a.queue.core.windows.net/events?sv=2023&sig=abc" }.Check(SubscriptionKind.StorageQueue, allowPrivate: false, out var problem);

        Assert.Equal(("https://a.queue.core.windows.net/events", "sv=2023&sig=abc", null), (input.Url, input.Credential, problem));
    }

    [Theory]
    [InlineData("task.resolved", "task.resolved", true)]
    [InlineData("task.resolved", "task.resolved.again", false)]
    [InlineData("task.*", "task.resolved", true)]
    [InlineData("task.*", "tasks", false)]
    [InlineData("*", "anything", true)]
    [InlineData("", "anything", true)]
    [InlineData("robot.created task.*", "task.created", true)]
    public void A_type_is_a_name_or_a_beginning(string patterns, string type, bool wanted) => Assert.Equal(wanted, EventTypes.Parse(patterns).Contain(type));

    [Theory]
    [InlineData("")]
    [InlineData("Task.created")]
    [InlineData("task created")]
    [InlineData("*.created")]
    [InlineData("task.**")]
    [InlineData("task.%")]
    public void What_is_not_a_type_is_refused(string pattern)
    {
        new SubscriptionInput { Types = [pattern] }.Check(SubscriptionKind.Webhook, allowPrivate: false, out var problem);

        Assert.NotNull(problem);
    }

    [Theory]
    [InlineData("whsec_abc")]
    [InlineData("hunter2")]
    [InlineData("")]
    public void A_secret_that_is_none_is_refused_without_being_repeated(string secret)
    {
        new SubscriptionInput { Secret = secret }.Check(SubscriptionKind.Webhook, allowPrivate: false, out var problem);

        Assert.NotNull(problem);
        Assert.True(secret.Length == 0 || !problem.Detail.Contains(secret, StringComparison.Ordinal));
    }

    [Fact]
    public void Text_of_others_is_short_and_on_one_line() =>
        Prop.ForAll(ArbMap.Default.ArbFor<string>(), static text => text is null || ProblemText.Clean(text, 20) is { Length: <= 20 } clean && !clean.Any(char.IsControl) && clean == ProblemText.Clean(clean, 20))
            .QuickCheckThrowOnFailure();
}
