using System.Diagnostics;
using System.Text.Json;
using RobotFunctions.Tests.Fakes.Npm;

namespace RobotFunctions.HubTests.Fakes;

/// <summary>The npm packages <c>standardwebhooks</c> and <c>svix</c>, with which receivers verify webhooks. Each has an implementation of its own.</summary>
internal static class WebhookVerifiers
{
    /// <summary>What each package says about each webhook, by the name of the package.</summary>
    public static async Task<IReadOnlyList<IReadOnlyDictionary<string, ForeignVerdict>>> VerifyAsync(params IReadOnlyList<SignedWebhook> webhooks)
    {
        using var node = Process.Start(new ProcessStartInfo("node", ["verify.js"])
        {
            WorkingDirectory = await NpmFolder.ReadyAsync("RobotFunctions.HubTests/verifiers"),
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var output = node.StandardOutput.ReadToEndAsync();
        var error = node.StandardError.ReadToEndAsync();
        await node.StandardInput.WriteAsync(JsonSerializer.Serialize(webhooks, JsonSerializerOptions.Web));
        node.StandardInput.Close();
        await node.WaitForExitAsync();
        Assert.True(node.ExitCode == 0, $"verify.js failed: {await error}");
        return JsonSerializer.Deserialize<List<Dictionary<string, ForeignVerdict>>>(await output, JsonSerializerOptions.Web)!;
    }
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
