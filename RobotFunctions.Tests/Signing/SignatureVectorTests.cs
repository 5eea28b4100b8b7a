using System.Globalization;
using System.Text;
using RobotFunctions.Core.Protocol;
using RobotFunctions.Core.Signing;
using RobotFunctions.Tests.Fakes;

namespace RobotFunctions.Tests.Signing;

/// <summary>The vectors of protocol section 2, made by the repository's own code.</summary>
public sealed class SignatureVectorTests
{
    private const string PlainSecret = "s3cr3t-key-for-robot-tests";
    private const string SdkSecret = "dlfskdfhgk8ei346oiehslkdfrerikfglser934utofs";
    private const string V4Client = "9fa8b9bd-12b1-4450-8ffb-712face23390";
    private const string V7Client = "0198c0de-0000-7000-8000-00000000beef";
    private const string Success = """{"request_id":"0198c1a2-7b3c-7def-8123-456789abcdef","error":null}""";
    private const string Failure = """{"request_id":"0198c1a2-7b3c-7def-8123-456789abcdef","error":{"message":"Größe ungültig – 参考文献 🤖"}}""";

    /// <summary>Secret, body, client, timestamp, digest.</summary>
    public static TheoryData<string, string, string, string, string> Vectors => new()
    {
        { PlainSecret, "", V4Client, "1750000000.123456", "b60d4999d19a846510723da70cdd5c76e9dd4c9931b58495ff4773ebb8244180" },
        { SdkSecret, Success, V7Client, "1755000000.5", "9548417ee0219808df5a581c037b4c234c7e777856534fb94324e26777f6a852" },
        { SdkSecret, Failure, V7Client, "1755000000.1234567", "f54cbd46d93909f3b35a848759da552603ac060a62e4f5e818916df42b6ef2a4" },
        { SdkSecret, Success, V7Client, "1755000000.0", "4b380fc07c4abfc194cbad209c8196b829f529718b0cf43ae483028564586d4f" },
        { "pässwörd-ключ", "", V4Client, "1750000000.25", "a47f8cef2b32e4bd18ca0dd742f7acb46afcd25bf188803db3a4d35bbcb7a1cb" },
        { "asdfhjgji94523q0uflsjf349wjilsfjd9q23", """{"message": "info"}""", V4Client, "12345453.32423", "307c565721d73d3161a1df45dcebd4c80be5055317c4d40833197bc4acbfe00a" },
    };

    [Theory]
    [MemberData(nameof(Vectors))]
    public void A_request_the_repository_signs_is_accepted(string secret, string body, string client, string timestamp, string digest)
    {
        var verdict = Verify(secret, body, client, timestamp, digest);

        Assert.True(verdict.IsAccepted, verdict.Detail);
        Assert.Equal(client, verdict.Robot.ToString());
    }

    [Theory]
    [MemberData(nameof(Vectors))]
    public void The_signer_writes_what_the_repository_would(string secret, string body, string client, string timestamp, string digest)
    {
        var signer = new RequestSigner(new FakeTimeProvider(At(timestamp)));

        var headers = signer.Sign(new RobotIdentity(Robot(client), new RobotSecrets(secret)), Encoding.UTF8.GetBytes(body));

        Assert.Equal(new SignatureHeaders($"Signature {digest}", client, timestamp), headers);
    }

    [Fact]
    public void A_digest_over_the_mixed_endian_bytes_of_a_guid_is_refused()
    {
        const string Wrong = "519219870ba7e3933d84b769ee657a709d00fa4f097313fd29e555621cd00fff";
        Assert.Equal(Wrong, PlainHmac.MixedEndianHex(SdkSecret, Encoding.UTF8.GetBytes(Success), Guid.Parse(V7Client), "1755000000.5"));

        Assert.Equal(SignatureRefusals.SignatureInvalid, Verify(SdkSecret, Success, V7Client, "1755000000.5", Wrong).Detail);
    }

    [Theory]
    [InlineData("1755000000")]
    [InlineData("1755000000.0")]
    public void A_digest_over_an_integral_timestamp_without_its_point_is_refused(string header)
    {
        const string Wrong = "245da9b9c9cbee5094c04239249ad6ecbc7e33b35c0c5d21ab0c1c11f6216f4a";
        Assert.Equal(Wrong, PlainHmac.Hex(SdkSecret, Encoding.UTF8.GetBytes(Success), Guid.Parse(V7Client), "1755000000"));

        Assert.Equal(SignatureRefusals.SignatureInvalid, Verify(SdkSecret, Success, V7Client, header, Wrong).Detail);
    }

    [Fact]
    public void The_text_of_the_header_does_not_matter_only_its_number_does()
    {
        const string Digest = "4b380fc07c4abfc194cbad209c8196b829f529718b0cf43ae483028564586d4f";

        Assert.True(Verify(SdkSecret, Success, V7Client, "1755000000", Digest).IsAccepted);
        Assert.True(Verify(SdkSecret, Success, V7Client, "1.755e9", Digest).IsAccepted);
    }

    private static SignatureVerdict Verify(string secret, string body, string client, string timestamp, string digest)
    {
        var secrets = new RobotSecrets(secret);
        var verifier = new SignatureVerifier(robot => robot == Robot(client) ? secrets : null);
        return verifier.Verify(new($"Signature {digest}", client, timestamp), Encoding.UTF8.GetBytes(body), At(timestamp));
    }

    private static RobotId Robot(string client) => new(Guid.Parse(client));

    private static DateTimeOffset At(string timestamp) =>
        DateTimeOffset.UnixEpoch.AddTicks((long)(decimal.Parse(timestamp, NumberStyles.Float, CultureInfo.InvariantCulture) * TimeSpan.TicksPerSecond));
}
