using System.Text;
using RobotFunctions.Core.Protocol;
using RobotFunctions.Core.Signing;

namespace RobotFunctions.Tests.Signing;

public sealed class SignatureVerifierTests
{
    private const string Primary = "the primary secret";
    private const string Secondary = "the secondary secret";
    private const string Client = "9fa8b9bd-12b1-4450-8ffb-712face23390";
    private const string Stranger = "0198c0de-0000-7000-8000-00000000beef";
    private const string Timestamp = "1750000000.0";
    private const string Body = """{"message": "info"}""";

    private static readonly DateTimeOffset Now = DateTimeOffset.FromUnixTimeSeconds(1_750_000_000);
    private static readonly string Good = Hex(Primary, Timestamp);

    private readonly SignatureVerifier _verifier = new(static robot =>
        robot.ToString() == Client ? new RobotSecrets(Primary, Secondary) : null);

    /// <summary>Authorization, client id, timestamp, and the detail of the refusal; several faults at once show the order of the checks.</summary>
    public static TheoryData<string?, string?, string?, string> Refused => new()
    {
        { null, Client, Timestamp, "Authorization header missing." },
        { "", Client, Timestamp, "Authorization header missing." },
        { null, null, null, "Authorization header missing." },
        { "", "not-a-uuid", "nan", "Authorization header missing." },

        { $"signature {Good}", Client, Timestamp, "Authorization type not supported." },
        { $"SIGNATURE {Good}", Client, Timestamp, "Authorization type not supported." },
        { $"Signature:{Good}", Client, Timestamp, "Authorization type not supported." },
        { $"Signature\t{Good}", Client, Timestamp, "Authorization type not supported." },
        { $"Signature\u00a0{Good}", Client, Timestamp, "Authorization type not supported." },
        { $" Signature {Good}", Client, Timestamp, "Authorization type not supported." },
        { $"Signatures {Good}", Client, Timestamp, "Authorization type not supported." },
        { $"Sign {Good}", Client, Timestamp, "Authorization type not supported." },
        { Good, Client, Timestamp, "Authorization type not supported." },
        { "Bearer abc", Client, Timestamp, "Authorization type not supported." },
        { "Basic dXNlcjpwYXNz", null, null, "Authorization type not supported." },
        { " ", Client, Timestamp, "Authorization type not supported." },
        { "Bearer", "not-a-uuid", "nan", "Authorization type not supported." },

        { $"Signature {Good}", null, Timestamp, "X-Client-Id header missing" },
        { $"Signature {Good}", "", Timestamp, "X-Client-Id header missing" },
        { "Signature wrong", null, null, "X-Client-Id header missing" },

        { $"Signature {Good}", "not-a-uuid", Timestamp, "Invalid format for client id, expected UUIDv4 or UUIDv7." },
        { $"Signature {Good}", " ", Timestamp, "Invalid format for client id, expected UUIDv4 or UUIDv7." },
        { $"Signature {Good}", "{9fa8b9bd-12b1-4450-8ffb-712face23390}", Timestamp, "Invalid format for client id, expected UUIDv4 or UUIDv7." },
        { $"Signature {Good}", "(9fa8b9bd-12b1-4450-8ffb-712face23390)", Timestamp, "Invalid format for client id, expected UUIDv4 or UUIDv7." },
        { $"Signature {Good}", "9fa8b9bd12b144508ffb712face23390", Timestamp, "Invalid format for client id, expected UUIDv4 or UUIDv7." },
        { $"Signature {Good}", "urn:uuid:9fa8b9bd-12b1-4450-8ffb-712face23390", Timestamp, "Invalid format for client id, expected UUIDv4 or UUIDv7." },
        { $"Signature {Good}", "9fa8b9bd-12b1-4450-8ffb-712face2339", Timestamp, "Invalid format for client id, expected UUIDv4 or UUIDv7." },
        { $"Signature {Good}", "9fa8b9bd-12b1-4450-8ffb-712face23390f", Timestamp, "Invalid format for client id, expected UUIDv4 or UUIDv7." },
        { $"Signature {Good}", " 9fa8b9bd-12b1-4450-8ffb-712face23390", Timestamp, "Invalid format for client id, expected UUIDv4 or UUIDv7." },
        { $"Signature {Good}", "9fa8b9bd-12b1-1450-8ffb-712face23390", Timestamp, "Invalid format for client id, expected UUIDv4 or UUIDv7." },
        { $"Signature {Good}", "9fa8b9bd-12b1-5450-8ffb-712face23390", Timestamp, "Invalid format for client id, expected UUIDv4 or UUIDv7." },
        { $"Signature {Good}", "9fa8b9bd-12b1-4450-cffb-712face23390", Timestamp, "Invalid format for client id, expected UUIDv4 or UUIDv7." },
        { $"Signature {Good}", "00000000-0000-0000-0000-000000000000", Timestamp, "Invalid format for client id, expected UUIDv4 or UUIDv7." },
        { $"Signature {Good}", $"{Client}, {Client}", Timestamp, "Invalid format for client id, expected UUIDv4 or UUIDv7." },
        { "Signature wrong", "robot", null, "Invalid format for client id, expected UUIDv4 or UUIDv7." },

        { $"Signature {Good}", Client, null, "X-Request-Timestamp header missing" },
        { $"Signature {Good}", Client, "", "X-Request-Timestamp header missing" },
        { "Signature wrong", Stranger, null, "X-Request-Timestamp header missing" },

        { $"Signature {Good}", Client, " ", "Invalid format for request timestamp, expected seconds since 1970." },
        { $"Signature {Good}", Client, "nan", "Invalid format for request timestamp, expected seconds since 1970." },
        { $"Signature {Hex(Primary, "nan")}", Client, "nan", "Invalid format for request timestamp, expected seconds since 1970." },
        { $"Signature {Hex(Primary, "inf")}", Client, "inf", "Invalid format for request timestamp, expected seconds since 1970." },
        { $"Signature {Hex(Primary, "inf")}", Client, "Infinity", "Invalid format for request timestamp, expected seconds since 1970." },
        { $"Signature {Hex(Primary, "-inf")}", Client, "-inf", "Invalid format for request timestamp, expected seconds since 1970." },
        { $"Signature {Hex(Primary, "inf")}", Client, "1e400", "Invalid format for request timestamp, expected seconds since 1970." },
        { $"Signature {Good}", Client, "yesterday", "Invalid format for request timestamp, expected seconds since 1970." },
        { $"Signature {Good}", Client, "2025-06-15T15:06:40Z", "Invalid format for request timestamp, expected seconds since 1970." },
        { $"Signature {Good}", Client, "0x684EE180", "Invalid format for request timestamp, expected seconds since 1970." },
        { $"Signature {Good}", Client, "1750000000,0", "Invalid format for request timestamp, expected seconds since 1970." },
        { $"Signature {Good}", Client, "1__750000000.0", "Invalid format for request timestamp, expected seconds since 1970." },
        { "Signature wrong", Stranger, "nan", "Invalid format for request timestamp, expected seconds since 1970." },

        { $"Signature {Hex(Primary, "1749999699.999")}", Client, "1749999699.999", "Token is expired." },
        { $"Signature {Hex(Primary, "1000000000.0")}", Client, "1e9", "Token is expired." },
        { $"Signature {Hex(Primary, "0.0")}", Client, "0", "Token is expired." },
        { $"Signature {Hex(Primary, "-1750000000.0")}", Client, "-1750000000.0", "Token is expired." },
        { "Signature wrong", Stranger, "1749999000.5", "Token is expired." },

        { $"Signature {Hex(Primary, "1750000300.001")}", Client, "1750000300.001", "Request timestamp is in the future." },
        { $"Signature {Hex(Primary, "1750000000000.0")}", Client, "1750000000000", "Request timestamp is in the future." },
        { $"Signature {Hex(Primary, "1e+300")}", Client, "1e300", "Request timestamp is in the future." },
        { "Signature wrong", Stranger, "1750001000.5", "Request timestamp is in the future." },

        { $"Signature {Good}", Stranger, Timestamp, $"robot client {Stranger} does not exist." },
        { "Signature wrong", Stranger, Timestamp, $"robot client {Stranger} does not exist." },
        { $"Signature {Good}", Stranger.ToUpperInvariant(), Timestamp, $"robot client {Stranger} does not exist." },

        { "Signature", Client, Timestamp, "Signature is invalid." },
        { "Signature ", Client, Timestamp, "Signature is invalid." },
        { $"Signature  {Good}", Client, Timestamp, "Signature is invalid." },
        { $"Signature {Good} ", Client, Timestamp, "Signature is invalid." },
        { $"Signature {Good}, Signature {Good}", Client, Timestamp, "Signature is invalid." },
        { $"Signature {Good.ToUpperInvariant()}", Client, Timestamp, "Signature is invalid." },
        { $"Signature {Good[..63]}", Client, Timestamp, "Signature is invalid." },
        { $"Signature {Good}0", Client, Timestamp, "Signature is invalid." },
        { $"Signature {new string('0', 64)}", Client, Timestamp, "Signature is invalid." },
        { $"Signature {new string('é', 64)}", Client, Timestamp, "Signature is invalid." },
        { $"Signature {Hex("another secret", Timestamp)}", Client, Timestamp, "Signature is invalid." },
        { $"Signature {Hex("", Timestamp)}", Client, Timestamp, "Signature is invalid." },
        { $"Signature {Hex(Primary, "1750000000.5")}", Client, Timestamp, "Signature is invalid." },
        { $"Signature {Hex(Primary, "1750000000")}", Client, "1750000000", "Signature is invalid." },
        { $"Signature {Hex(Primary, "1750000000.50")}", Client, "1750000000.50", "Signature is invalid." },
        { $"Signature {PlainHmac.MixedEndianHex(Primary, Encoding.UTF8.GetBytes(Body), Guid.Parse(Client), Timestamp)}", Client, Timestamp, "Signature is invalid." },
        { $"Signature {PlainHmac.Hex(Primary, Encoding.UTF8.GetBytes(Body), Guid.Parse(Stranger), Timestamp)}", Client, Timestamp, "Signature is invalid." },
        { $"Signature {PlainHmac.Hex(Primary, [], Guid.Parse(Client), Timestamp)}", Client, Timestamp, "Signature is invalid." },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public void A_faulty_request_is_refused_with_the_text_of_its_first_fault(
        string? authorization, string? client, string? timestamp, string detail)
    {
        var verdict = _verifier.Verify(new(authorization, client, timestamp), Encoding.UTF8.GetBytes(Body), Now);

        Assert.False(verdict.IsAccepted);
        Assert.Equal(detail, verdict.Detail);
    }

    /// <summary>Signing secret, client id, timestamp header, and the text that is signed.</summary>
    [Theory]
    [InlineData(Primary, Client, "1750000000.0", "1750000000.0")]
    [InlineData(Secondary, Client, "1750000000.0", "1750000000.0")]
    [InlineData(Primary, "9FA8B9BD-12B1-4450-8FFB-712FACE23390", "1750000000.0", "1750000000.0")]
    [InlineData(Primary, Client, "1750000000", "1750000000.0")]
    [InlineData(Primary, Client, "1.75e9", "1750000000.0")]
    [InlineData(Primary, Client, " 1_750_000_000.50 ", "1750000000.5")]
    [InlineData(Primary, Client, "+1750000000.5", "1750000000.5")]
    [InlineData(Primary, Client, "1749999700.0", "1749999700.0")]
    [InlineData(Primary, Client, "1749999700", "1749999700.0")]
    [InlineData(Primary, Client, "1750000300.0", "1750000300.0")]
    [InlineData(Primary, Client, "1749999999.9999998", "1749999999.9999998")]
    public void A_genuine_request_is_accepted(string secret, string client, string timestamp, string signed)
    {
        var verdict = _verifier.Verify(new($"Signature {Hex(secret, signed)}", client, timestamp), Encoding.UTF8.GetBytes(Body), Now);

        Assert.True(verdict.IsAccepted, verdict.Detail);
        Assert.Null(verdict.Detail);
        Assert.Equal(Client, verdict.Robot.ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("""{"message":"info"}""")]
    [InlineData("""{"message": "info"} """)]
    [InlineData("""{"message": "Info"}""")]
    [InlineData("\ufeff{\"message\": \"info\"}")]
    public void A_body_that_was_changed_on_the_way_is_refused(string body)
    {
        var verdict = _verifier.Verify(new($"Signature {Good}", Client, Timestamp), Encoding.UTF8.GetBytes(body), Now);

        Assert.Equal(SignatureRefusals.SignatureInvalid, verdict.Detail);
    }

    [Fact]
    public void Without_a_secondary_secret_none_is_accepted()
    {
        var verifier = new SignatureVerifier(static _ => new RobotSecrets(Primary));

        var verdict = verifier.Verify(new($"Signature {Hex(Secondary, Timestamp)}", Client, Timestamp), Encoding.UTF8.GetBytes(Body), Now);

        Assert.Equal(SignatureRefusals.SignatureInvalid, verdict.Detail);
    }

    [Fact]
    public void A_verdict_nobody_gave_refuses()
    {
        Assert.False(default(SignatureVerdict).IsAccepted);
        Assert.NotNull(default(SignatureVerdict).Detail);
    }

    [Theory]
    [InlineData("", null)]
    [InlineData("  ", null)]
    [InlineData(Primary, "")]
    [InlineData(Primary, "\t")]
    public void An_empty_secret_is_no_secret(string primary, string? secondary) =>
        Assert.ThrowsAny<ArgumentException>(() => new RobotSecrets(primary, secondary));

    [Fact]
    public void Secrets_do_not_show_in_text()
    {
        var identity = new RobotIdentity(new RobotId(Guid.Parse(Client)), new RobotSecrets(Primary, Secondary));

        Assert.DoesNotContain("secret", identity.ToString(), StringComparison.Ordinal);
    }

    private static string Hex(string secret, string timestamp) =>
        PlainHmac.Hex(secret, Encoding.UTF8.GetBytes(Body), Guid.Parse(Client), timestamp);
}
