using RobotFunctions.Core.Webhooks;

namespace RobotFunctions.Tests.Webhooks;

public sealed class WebhookSecretTests
{
    [Theory]
    [InlineData(24)]
    [InlineData(25)]
    [InlineData(32)]
    [InlineData(64)]
    public void A_secret_of_24_to_64_bytes_is_read_and_revealed_unchanged(int length) =>
        Assert.Equal(Text(length), WebhookSecret.Parse(Text(length)).Reveal());

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("whsec_")]
    [InlineData("AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=")]
    [InlineData("WHSEC_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=")]
    [InlineData("whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8")]
    [InlineData("whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh9=")]
    [InlineData("whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8= ")]
    [InlineData(" whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=")]
    [InlineData("whsec_AAECAwQFBgcICQoL\nDA0ODxAREhMUFRYXGBkaGxwdHh8=")]
    [InlineData("whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8-")]
    [InlineData("whsec_not base64 at all, and long enough to be a secret")]
    public void A_text_that_is_not_the_canonical_one_of_a_secret_is_refused(string? text) =>
        Assert.False(WebhookSecret.TryParse(text, out _));

    [Theory]
    [InlineData(0)]
    [InlineData(23)]
    [InlineData(65)]
    [InlineData(1_000_000)]
    public void A_secret_of_another_length_is_refused(int length) => Assert.False(WebhookSecret.TryParse(Text(length), out _));

    [Fact]
    public void A_refused_secret_is_not_in_the_message()
    {
        var refused = Assert.Throws<FormatException>(static () => WebhookSecret.Parse("whsec_dG9vIHNob3J0"));

        Assert.DoesNotContain("dG9vIHNob3J0", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_secret_is_not_in_its_own_text() => Assert.Equal("whsec_***", Messages.Secret.ToString());

    [Fact]
    public void A_generated_secret_has_32_bytes_of_the_given_source() =>
        Assert.Equal(Messages.SecretText, WebhookSecret.Generate(static bytes => Enumerable.Range(0, 32).Select(static number => (byte)number).ToArray().CopyTo(bytes)).Reveal());

    [Fact]
    public void Two_generated_secrets_differ() => Assert.NotEqual(WebhookSecret.Generate().Reveal(), WebhookSecret.Generate().Reveal());

    private static string Text(int length) => "whsec_" + Convert.ToBase64String(new byte[length]);
}
