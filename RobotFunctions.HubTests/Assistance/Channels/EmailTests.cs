using RobotFunctions.Hub.Assistance.Notifications;
using RobotFunctions.Hub.Assistance.Tables;
using RobotFunctions.HubTests.Fakes;

namespace RobotFunctions.HubTests.Assistance.Channels;

/// <summary>E-mail, with a real mail server.</summary>
public sealed class EmailTests
{
    [Theory]
    [Stores]
    public async Task A_mail_is_encrypted_and_has_text_HTML_and_the_id_of_its_notification(StoreKind kind)
    {
        await using var server = MailServer.Start();
        await using var hub = await AssistanceHub.StartAsync(kind, settings: server.Settings);

        var request = await hub.AskAsync(await hub.EmailAsync("email", "a@example.org", "b@example.org"));
        await hub.UntilAsync(NotificationStatus.Delivered);

        var (mail, notification) = (Assert.Single(server.Mails), Assert.Single(await hub.NotificationsAsync()));
        Assert.Equal((true, notification.Id, $"{notification.Id}@example.org"), (mail.IsEncrypted, mail.Id, mail.Message.MessageId));
        Assert.Equal(["a@example.org", "b@example.org"], mail.Recipients);
        Assert.Equal("pricing: The invoice is wrong.", mail.Message.Subject);
        Assert.Contains("The invoice is wrong.", mail.Message.TextBody, StringComparison.Ordinal);
        Assert.Contains($"<a href=\"https://hub.example.org/w/default/tasks/{request.TaskId}\">", mail.Message.HtmlBody, StringComparison.Ordinal);
    }

    [Theory]
    [Stores]
    public async Task A_recipient_that_is_put_off_is_tried_again_alone_with_the_same_message(StoreKind kind)
    {
        await using var server = MailServer.Start(static (address, before) => address == "grey@example.org" && before < 2 ? 451 : 250);
        await using var hub = await AssistanceHub.StartAsync(kind, settings: server.Settings);

        await hub.AskAsync(await hub.EmailAsync("email", "a@example.org", "grey@example.org"));
        await hub.UntilAsync(NotificationStatus.Pending, attempts: 1);
        Assert.Contains("grey@example.org (451", Assert.Single(await hub.NotificationsAsync()).Problem, StringComparison.Ordinal);
        await hub.PassUntilAllEndedAsync(NotificationLoop.SweepInterval);

        Assert.Equal(NotificationStatus.Delivered, Assert.Single(await hub.NotificationsAsync()).Status);
        Assert.Equal(["a@example.org", "grey@example.org"], server.Mails.Select(static mail => Assert.Single(mail.Recipients)));
        Assert.Single(server.Mails.Select(static mail => mail.Message.ToString()).Distinct());
    }

    [Theory]
    [Stores]
    public async Task A_recipient_that_is_refused_for_good_is_named_and_the_fallback_is_told(StoreKind kind)
    {
        await using var server = MailServer.Start(static (address, _) => address == "gone@example.org" ? 550 : 250);
        await using var hub = await AssistanceHub.StartAsync(kind, settings: server.Settings);
        var (email, log) = (await hub.EmailAsync("email", "a@example.org", "gone@example.org"), await hub.LogAsync());

        await hub.AskAsync("help", [(email, 0, NotificationCondition.Always, TimeSpan.Zero), (log, 1, NotificationCondition.UnlessDelivered, TimeSpan.FromHours(1))]);
        await hub.UntilAsync(NotificationStatus.Delivered);

        var failed = (await hub.NotificationsAsync())[0];
        Assert.Equal((NotificationStatus.Failed, 1), (failed.Status, failed.Attempts));
        Assert.StartsWith("The mail server refused gone@example.org (550", failed.Problem, StringComparison.Ordinal);
        Assert.Equal(["a@example.org"], Assert.Single(server.Mails).Recipients);
    }

    [Theory]
    [Stores]
    public async Task Nothing_is_sent_to_a_server_without_encryption(StoreKind kind)
    {
        await using var server = MailServer.Start(hasTls: false);
        await using var hub = await AssistanceHub.StartAsync(kind, settings: server.Settings);

        await hub.AskAsync(await hub.EmailAsync());
        await hub.UntilAsync(NotificationStatus.Pending, attempts: 1);

        Assert.Contains("STARTTLS", Assert.Single(await hub.NotificationsAsync()).Problem, StringComparison.Ordinal);
        Assert.Empty(server.Mails);
    }

    [Theory]
    [Stores]
    public async Task Nothing_is_sent_to_a_server_whose_certificate_is_not_trusted(StoreKind kind)
    {
        await using var server = MailServer.Start();
        await using var hub = await AssistanceHub.StartAsync(kind, settings: server.Settings.Where(static setting => !setting.Name.EndsWith("CertificateAuthorities", StringComparison.Ordinal)));

        await hub.AskAsync(await hub.EmailAsync());
        await hub.UntilAsync(NotificationStatus.Pending, attempts: 1);

        Assert.Contains("certificate", Assert.Single(await hub.NotificationsAsync()).Problem, StringComparison.Ordinal);
        Assert.Empty(server.Mails);
    }

    [Fact]
    public async Task A_server_that_asks_for_no_encryption_is_used_when_the_operator_says_so()
    {
        await using var server = MailServer.Start(hasTls: false);
        await using var hub = await AssistanceHub.StartAsync(StoreKind.Sqlite, settings: [.. server.Settings, ("HubServer:Smtp:Tls", "None")]);

        await hub.AskAsync(await hub.EmailAsync());
        await hub.UntilAsync(NotificationStatus.Delivered);

        Assert.False(Assert.Single(server.Mails).IsEncrypted);
    }
}
