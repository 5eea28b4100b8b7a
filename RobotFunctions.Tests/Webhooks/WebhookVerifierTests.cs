using RobotFunctions.Core.Webhooks;
using RobotFunctions.Tests.Fakes;

namespace RobotFunctions.Tests.Webhooks;

public sealed class WebhookVerifierTests
{
    private const string Good = Messages.Signature;
    private const string NotGood = Messages.OtherSignature;

    private readonly WebhookVerifier _verifier = new(new FakeTimeProvider(Messages.SentAt));

    /// <summary>The signature header of an otherwise good message, and the verdict.</summary>
    public static TheoryData<string, WebhookVerdict> Signatures => new()
    {
        { Good, WebhookVerdict.Valid },
        { $"{NotGood} {Good}", WebhookVerdict.Valid },
        { $"{Good} {Good}", WebhookVerdict.Valid },
        { $" {Good}  ", WebhookVerdict.Valid },
        { $"v1a,{Convert.ToBase64String(new byte[64])} v2,x {Good}", WebhookVerdict.Valid },
        { $"v1,garbage {Good}", WebhookVerdict.Valid },

        { NotGood, WebhookVerdict.Wrong },
        { $"{NotGood} {NotGood}", WebhookVerdict.Wrong },
        { $"v1,{new string('A', 43)}=", WebhookVerdict.Wrong },
        { Good.Replace("T4=", "T5=", StringComparison.Ordinal), WebhookVerdict.Malformed },

        { " ", WebhookVerdict.Malformed },
        { Good[3..], WebhookVerdict.Malformed },
        { $"V1{Good[2..]}", WebhookVerdict.Malformed },
        { $"v1={Good[3..]}", WebhookVerdict.Malformed },
        { $"v2{Good[2..]}", WebhookVerdict.Malformed },
        { $"v1, {Good[3..]}", WebhookVerdict.Malformed },
        { $"{Good}\t{Good}", WebhookVerdict.Malformed },
        { $"{Good},{Good}", WebhookVerdict.Malformed },
        { Good[..^1], WebhookVerdict.Malformed },
        { $"{Good}=", WebhookVerdict.Malformed },
        { $"v1,{new string('!', 44)}", WebhookVerdict.Malformed },
        { $"v1,{new string('\u0141', 44)}", WebhookVerdict.Malformed },
        { string.Join(' ', Enumerable.Repeat(Good, 1000)), WebhookVerdict.Malformed },
        { $"{Good}{new string(' ', 100_000)}", WebhookVerdict.Malformed },
    };

    [Theory]
    [MemberData(nameof(Signatures))]
    public void One_good_signature_of_version_1_is_enough_and_needed(string signature, WebhookVerdict verdict) =>
        Assert.Equal(verdict, Verify(Messages.Headers with { Signature = signature }));

    [Theory]
    [InlineData(null, "1767323045", Good)]
    [InlineData("", "1767323045", Good)]
    [InlineData(Messages.Id, null, Good)]
    [InlineData(Messages.Id, "", Good)]
    [InlineData(Messages.Id, "1767323045", null)]
    [InlineData(Messages.Id, "1767323045", "")]
    [InlineData(null, null, null)]
    public void A_missing_header_is_named_before_all_other_faults(string? id, string? timestamp, string? signature) =>
        Assert.Equal(WebhookVerdict.MissingHeader, Verify(new(id, timestamp, signature)));

    [Theory]
    [InlineData("msg.0198f0c4")]
    [InlineData("msg_0198f0c4,msg_0198f0c4")]
    [InlineData("msg_0198f0c4 ")]
    [InlineData("msg_\u0000")]
    public void An_id_that_cannot_be_one_is_malformed(string id) =>
        Assert.Equal(WebhookVerdict.Malformed, Verify(Messages.Headers with { Id = id }));

    [Fact]
    public void An_id_without_end_is_malformed() =>
        Assert.Equal(WebhookVerdict.Malformed, Verify(Messages.Headers with { Id = new string('m', 1_000_000) }));

    [Theory]
    [InlineData(" 1767323045")]
    [InlineData("+1767323045")]
    [InlineData("-1767323045")]
    [InlineData("1767323045.0")]
    [InlineData("1.767323045e9")]
    [InlineData("0x6957359d")]
    [InlineData("1767323045,1767323045")]
    [InlineData("2026-01-02T03:04:05Z")]
    [InlineData("\u0661\u0667\u0666\u0667\u0663\u0662\u0663\u0660\u0664\u0665")]
    [InlineData("nan")]
    [InlineData("1767323045000")]
    [InlineData("99999999999999999999999999")]
    public void A_timestamp_that_is_not_whole_seconds_is_malformed(string timestamp) =>
        Assert.Equal(WebhookVerdict.Malformed, Verify(Messages.Headers with { Timestamp = timestamp }));

    [Theory]
    [InlineData("1767322744", WebhookVerdict.Stale)]
    [InlineData("0", WebhookVerdict.Stale)]
    [InlineData("1767322745", WebhookVerdict.Wrong)]
    [InlineData("1767323345", WebhookVerdict.Wrong)]
    [InlineData("1767323346", WebhookVerdict.Future)]
    [InlineData("999999999999", WebhookVerdict.Future)]
    public void A_timestamp_more_than_five_minutes_away_is_refused_before_the_signature_is_computed(string timestamp, WebhookVerdict verdict) =>
        Assert.Equal(verdict, Verify(Messages.Headers with { Timestamp = timestamp }));

    [Theory]
    [InlineData(-301, WebhookVerdict.Future)]
    [InlineData(-300, WebhookVerdict.Valid)]
    [InlineData(300, WebhookVerdict.Valid)]
    [InlineData(301, WebhookVerdict.Stale)]
    public void A_signature_is_valid_for_five_minutes_in_both_directions(int seconds, WebhookVerdict verdict) =>
        Assert.Equal(verdict, new WebhookVerifier(new FakeTimeProvider(Messages.SentAt.AddSeconds(seconds))).Verify(Messages.Headers, Messages.Body, Messages.Secret));

    [Fact]
    public void Any_of_several_secrets_may_have_signed() =>
        Assert.Equal(WebhookVerdict.Valid, _verifier.Verify(Messages.Headers, Messages.Body, Messages.OtherSecret, Messages.Secret));

    [Fact]
    public void Another_secret_is_refused() =>
        Assert.Equal(WebhookVerdict.Wrong, _verifier.Verify(Messages.Headers, Messages.Body, Messages.OtherSecret));

    [Fact]
    public void An_empty_body_is_a_body() =>
        Assert.Equal(WebhookVerdict.Valid, _verifier.Verify(new(Messages.EmptyId, "1767323045", Messages.EmptySignature), [], Messages.Secret));

    [Fact]
    public void Verifying_without_a_secret_is_a_mistake_of_the_caller() =>
        Assert.Throws<ArgumentException>(() => _verifier.Verify(Messages.Headers, Messages.Body));

    [Fact]
    public void The_default_verdict_rejects() => Assert.NotEqual(WebhookVerdict.Valid, default);

    private WebhookVerdict Verify(WebhookHeaders headers) => _verifier.Verify(headers, Messages.Body, Messages.Secret);
}
