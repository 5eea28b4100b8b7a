namespace RobotFunctions.HubTests.Fakes;

/// <summary>The npm packages <c>standardwebhooks</c> and <c>svix</c>, with which receivers verify webhooks. Each has an implementation of its own.</summary>
internal static class WebhookVerifiers
{
    /// <summary>What each package says about each webhook, by the name of the package.</summary>
    public static async Task<IReadOnlyList<IReadOnlyDictionary<string, ForeignVerdict>>> VerifyAsync(params IReadOnlyList<SignedWebhook> webhooks) =>
        await NodeScript.RunAsync<List<Dictionary<string, ForeignVerdict>>>("verify.js", webhooks);
}

/// <summary>A webhook as it was received, and with which secret and when (in seconds since 1970) it is verified.</summary>
internal sealed record SignedWebhook(string Secret, string Id, long Timestamp, string Signature, byte[] Body, long Now)
{
    public static SignedWebhook Of(ReceivedWebhook received, string secret)
    {
        var timestamp = long.Parse(received.Headers["webhook-timestamp"].ToString(), null);
        return new(secret, received.Id, timestamp, received.Headers["webhook-signature"].ToString(), received.Body, timestamp);
    }
}

/// <summary>What a package says about a webhook.</summary>
/// <param name="Accepted">Whether it is verified.</param>
/// <param name="Problem">Why not.</param>
/// <param name="Signature">What the package itself signs the webhook with.</param>
internal sealed record ForeignVerdict(bool Accepted, string? Problem, string Signature);
