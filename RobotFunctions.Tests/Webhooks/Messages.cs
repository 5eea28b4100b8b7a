using System.Text;
using RobotFunctions.Core.Webhooks;

namespace RobotFunctions.Tests.Webhooks;

/// <summary>The messages whose signatures other implementations of Standard Webhooks computed.</summary>
internal static class Messages
{
    public const long Timestamp = 1767323045;

    public const string Id = "msg_0198f0c4";

    public const string SecretText = "whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";

    public const string OtherSecretText = "whsec_ICEiIyQlJicoKSorLC0uLzAxMjM0NTY3ODk6Ozw9Pj8=";

    public const string Signature = "v1,96OhMLeqApGfN3BqJklm+yEgCygvbquP3Pet0GdlQT4=";

    public const string OtherSignature = "v1,xHyfx7DcIRn5bYEGtcDxB2JONhu0Tk1Io3ECCY902Us=";

    public const string EmptyId = "msg_e";

    public const string EmptySignature = "v1,zpIl2xDhdbV4T3yeIdsW9XGYxMij7H4GyAHbrIFk5iE=";

    public static readonly WebhookSecret Secret = WebhookSecret.Parse(SecretText);

    public static readonly WebhookSecret OtherSecret = WebhookSecret.Parse(OtherSecretText);

    public static readonly DateTimeOffset SentAt = DateTimeOffset.FromUnixTimeSeconds(Timestamp);

    public static readonly byte[] Body = Encoding.UTF8.GetBytes(
        """{"type":"task.resolved","timestamp":"2026-01-02T03:04:05Z","data":{"id":"0198f0c4-0000-7000-8000-000000000001","state":"accepted"}}""");

    public static WebhookHeaders Headers => new(Id, "1767323045", Signature);
}
