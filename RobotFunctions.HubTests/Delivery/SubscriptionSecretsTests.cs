using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using RobotFunctions.Hub.Access;
using RobotFunctions.Hub.Delivery;
using RobotFunctions.HubTests.Fakes;
using RobotFunctions.Tests.Store;

namespace RobotFunctions.HubTests.Delivery;

public sealed class SubscriptionSecretsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [Stores]
    public async Task Secrets_and_credentials_are_encrypted_in_the_store(StoreKind kind)
    {
        await using var hub = await DeliveryHub.StartAsync(kind);
        var input = new SubscriptionInput { Name = "events", Url = "https://example.org/", Credential = "aeg-sas-key: credential-in-plain-text" };
        var created = await hub.Get<Subscriptions>().CreateAsync(CommandLineCaller.In(Workspace.DefaultId), SubscriptionKind.Webhook, input, default);

        var stored = await hub.App.ReadAsync(static store => store.Subscriptions.SingleAsync());
        Assert.DoesNotContain("plain-text", Encoding.UTF8.GetString(stored.Credential!), StringComparison.Ordinal);
        Assert.DoesNotContain(created.Secret!, Encoding.UTF8.GetString(stored.Secret!), StringComparison.Ordinal);
        var opened = hub.Get<SubscriptionSecrets>().Open(stored, hub.Time.GetUtcNow());
        Assert.Equal((created.Secret, input.Credential), (Assert.Single(opened.Secrets).Reveal(), opened.Credential));
    }

    [Theory]
    [Stores]
    public async Task A_secret_that_is_copied_to_another_subscription_cannot_be_decrypted(StoreKind kind)
    {
        await using var hub = await DeliveryHub.StartAsync(kind);
        await using var receiver = await WebhookReceiver.StartAsync();
        await hub.SubscribeAsync(receiver.Url, "one", "one.*");
        await hub.SubscribeAsync(receiver.Url, "other", "other.*");
        var secret = await hub.App.ReadAsync(static store => store.Subscriptions.Where(static found => found.Name == "one").Select(static found => found.Secret).SingleAsync());
        await hub.App.WriteAsync(store => store.Subscriptions.Where(static found => found.Name == "other").ExecuteUpdateAsync(set => set.SetProperty(static found => found.Secret, secret)));

        await hub.RecordAsync(type: "other.event");
        await hub.UntilAsync(DeliveryStatus.Pending, attempts: 1);

        Assert.Empty(receiver.Received);
        Assert.Contains("cannot be decrypted", Assert.Single(await hub.AttemptsAsync()).Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Keys_that_are_not_encrypted_are_mentioned_once_and_in_our_words()
    {
        await using var hub = await DeliveryHub.StartAsync(StoreKind.Sqlite);
        await hub.SubscribeAsync("https://example.org/");

        Assert.Single(hub.App.Logs.Lines, static line => line.Text.Contains("HubServer:KeysCertificate", StringComparison.Ordinal) && line.Level == LogLevel.Information);
        Assert.DoesNotContain(hub.App.Logs.Lines, static line => line.Text.Contains("XML encryptor", StringComparison.Ordinal) || line.Level >= LogLevel.Warning);
    }

    [Theory]
    [Stores]
    public async Task A_certificate_encrypts_the_keys_and_another_start_with_it_reads_them(StoreKind kind)
    {
        using var database = await TestDatabase.CreateAsync(kind);
        (string, string)[] settings = [("HubServer:KeysCertificate", Certificate("password")), ("HubServer:KeysCertificatePassword", "password")];
        Subscription subscription;
        await using (var first = await HubApp.StartAsync(kind, database: database, settings: settings))
        {
            var input = new SubscriptionInput { Name = "events", Url = "https://example.org/" };
            subscription = (await first.Services.GetRequiredService<Subscriptions>().CreateAsync(CommandLineCaller.In(Workspace.DefaultId), SubscriptionKind.Webhook, input, default)).Subscription!;
            var key = Assert.Single(await first.ReadAsync(static store => store.DataProtectionKeys.ToListAsync()));
            Assert.Contains("EncryptedData", key.Xml, StringComparison.Ordinal);
            Assert.DoesNotContain(first.Logs.Lines, static line => line.Text.Contains("KeysCertificate", StringComparison.Ordinal));
        }

        await using var second = await HubApp.StartAsync(kind, database: database, settings: settings);
        Assert.Single(second.Services.GetRequiredService<SubscriptionSecrets>().Open(subscription, DateTimeOffset.UnixEpoch).Secrets);
    }

    [Fact]
    public async Task A_certificate_that_cannot_be_read_stops_the_start_with_a_sentence()
    {
        var refused = await Assert.ThrowsAsync<Microsoft.Extensions.Options.OptionsValidationException>(() => HubApp.StartAsync(
            StoreKind.Sqlite, settings: [("HubServer:KeysCertificate", Certificate("password")), ("HubServer:KeysCertificatePassword", "another")]));

        Assert.Contains("HubServer:KeysCertificate", refused.Message, StringComparison.Ordinal);
    }

    private string Certificate(string password)
    {
        using var key = RSA.Create(2048);
        var now = TimeProvider.System.GetUtcNow();
        using var certificate = new CertificateRequest("CN=hub", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1).CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        var file = _folder.File("keys.pfx");
        File.WriteAllBytes(file, certificate.Export(X509ContentType.Pkcs12, password));
        return file;
    }
}
