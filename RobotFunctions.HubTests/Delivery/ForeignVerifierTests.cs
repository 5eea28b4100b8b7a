using RobotFunctions.Core.Webhooks;
using RobotFunctions.Hub.Access;
using RobotFunctions.Hub.Delivery;
using RobotFunctions.HubTests.Fakes;
using RobotFunctions.Tests.Fakes;
using RobotFunctions.Tests.Fakes.Npm;
using RobotFunctions.Tests.Webhooks;

namespace RobotFunctions.HubTests.Delivery;

/// <summary>The Hub's webhooks, as receivers verify them with the packages <c>standardwebhooks</c> and <c>svix</c>.</summary>
public sealed class ForeignVerifierTests
{
    private const string NoSignature = "No matching signature found";

    [NodeTheory]
    [Stores]
    public async Task A_delivery_is_verified_by_both_packages_and_refused_once_anything_of_it_is_changed(StoreKind kind)
    {
        await using var hub = await DeliveryHub.StartAsync(kind);
        await using var receiver = await WebhookReceiver.StartAsync();
        var (_, secret) = await hub.SubscribeAsync(receiver.Url);
        await hub.RecordAsync();
        await hub.UntilAsync(DeliveryStatus.Delivered);
        var received = SignedWebhook.Of(Assert.Single(receiver.Received), secret);

        var verdicts = await WebhookVerifiers.VerifyAsync(
            received,
            received with { Body = [.. received.Body, (byte)' '] },
            received with { Id = $"{received.Id}0" },
            received with { Timestamp = received.Timestamp + 1 },
            received with { Secret = WebhookSecret.Generate().Reveal() },
            received with { Now = received.Now + 301 },
            received with { Now = received.Now - 301 });

        Assert.Equal([null, NoSignature, NoSignature, NoSignature, NoSignature, "Message timestamp too old", "Message timestamp too new"], Agreed(verdicts));
        Assert.All(verdicts[0].Values, static verdict => Assert.True(verdict.Accepted));
    }

    [NodeTheory]
    [Stores]
    public async Task While_a_secret_is_rotated_both_packages_accept_the_new_and_the_former_one_and_no_other(StoreKind kind)
    {
        await using var hub = await DeliveryHub.StartAsync(kind);
        await using var receiver = await WebhookReceiver.StartAsync();
        var (subscription, former) = await hub.SubscribeAsync(receiver.Url);
        var current = (await hub.Get<Subscriptions>().RotateAsync(CommandLineCaller.In(Workspace.DefaultId), subscription.Id, secret: null, default)).Secret!;
        await hub.RecordAsync();
        await hub.UntilAsync(DeliveryStatus.Delivered);
        hub.Time.Skip(Subscriptions.Overlap);
        await hub.RecordAsync();
        await hub.UntilAsync(DeliveryStatus.Delivered, count: 2);
        var (during, after) = (receiver.Received.First(), receiver.Received.Last());

        var verdicts = await WebhookVerifiers.VerifyAsync(
            SignedWebhook.Of(during, current),
            SignedWebhook.Of(during, former),
            SignedWebhook.Of(during, WebhookSecret.Generate().Reveal()),
            SignedWebhook.Of(after, current),
            SignedWebhook.Of(after, former));

        Assert.Equal([null, null, NoSignature, null, NoSignature], Agreed(verdicts));
    }

    [NodeFact]
    public async Task Both_packages_sign_and_accept_what_the_Hub_signs()
    {
        var signer = new WebhookSigner(new FakeTimeProvider(Messages.SentAt));
        var webhooks = new[]
        {
            Signed(Messages.Id, Messages.Body, Messages.SecretText),
            Signed(Messages.Id, Messages.Body, Messages.OtherSecretText),
            Signed(Messages.EmptyId, [], Messages.SecretText),
        };

        var verdicts = await WebhookVerifiers.VerifyAsync(webhooks);

        Assert.Equal([Messages.Signature, Messages.OtherSignature, Messages.EmptySignature], webhooks.Select(static webhook => webhook.Signature));
        Assert.All(verdicts.Zip(webhooks), static pair => Assert.All(pair.First.Values, verdict => Assert.Equal((true, pair.Second.Signature), (verdict.Accepted, verdict.Signature))));

        SignedWebhook Signed(string id, byte[] body, string secret) =>
            new(secret, id, Messages.Timestamp, signer.Sign(id, body, WebhookSecret.Parse(secret)).Signature!, body, Messages.Timestamp);
    }

    // The problem that both packages name; null if both accept.
    private static IEnumerable<string?> Agreed(IReadOnlyList<IReadOnlyDictionary<string, ForeignVerdict>> verdicts) => verdicts.Select(static verdict =>
    {
        Assert.Equal(["standardwebhooks", "svix"], verdict.Keys.Order());
        return verdict.Values.Select(static said => said.Problem).Distinct().Single();
    });
}
