using RobotFunctions.Core.Webhooks;
using RobotFunctions.Tests.Fakes;

namespace RobotFunctions.Tests.Webhooks;

public sealed class WebhookSignerTests
{
    private readonly WebhookSigner _signer = new(new FakeTimeProvider(Messages.SentAt));

    public static TheoryData<string, string, string, bool> Vectors => new()
    {
        { Messages.SecretText, Messages.Id, Messages.Signature, false },
        { Messages.OtherSecretText, Messages.Id, Messages.OtherSignature, false },
        { Messages.SecretText, Messages.EmptyId, Messages.EmptySignature, true },
    };

    [Theory]
    [MemberData(nameof(Vectors))]
    public void The_signatures_are_those_of_other_implementations(string secret, string id, string signature, bool isEmpty) =>
        Assert.Equal(new(id, "1767323045", signature), _signer.Sign(id, isEmpty ? [] : Messages.Body, WebhookSecret.Parse(secret)));

    [Fact]
    public void Each_secret_gives_a_signature_while_secrets_are_rotated() =>
        Assert.Equal(
            $"{Messages.Signature} {Messages.OtherSignature}",
            _signer.Sign(Messages.Id, Messages.Body, Messages.Secret, Messages.OtherSecret).Signature);

    [Theory]
    [InlineData("")]
    [InlineData("msg.1")]
    [InlineData("msg,1")]
    [InlineData("msg 1")]
    [InlineData("msg\n1")]
    [InlineData("m\u00e4g")]
    public void An_id_that_would_make_signatures_ambiguous_is_refused(string id) =>
        Assert.Throws<ArgumentException>(() => _signer.Sign(id, [], Messages.Secret));

    [Fact]
    public void Signing_without_a_secret_is_refused() => Assert.Throws<ArgumentException>(() => _signer.Sign(Messages.Id, []));
}
