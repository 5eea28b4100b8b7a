using FsCheck;
using FsCheck.Fluent;
using RobotFunctions.Core.Webhooks;
using RobotFunctions.Tests.Fakes;

namespace RobotFunctions.Tests.Webhooks;

public sealed class WebhookPropertyTests
{
    private static readonly WebhookSigner Signer = new(new FakeTimeProvider(Messages.SentAt));
    private static readonly WebhookVerifier Verifier = new(new FakeTimeProvider(Messages.SentAt));

    /// <summary>A secret, an id, a body, and a place to damage.</summary>
    private static readonly Arbitrary<Sent> AnySent = (
        from key in Gen.Choose(0, 255).Select(static value => (byte)value).ArrayOf(32)
        from id in Gen.Elements("0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_-".ToCharArray()).NonEmptyListOf()
        from body in ArbMap.Default.GeneratorFor<byte[]>()
        from place in Gen.Choose(0, int.MaxValue)
        select new Sent(WebhookSecret.Parse("whsec_" + Convert.ToBase64String(key)), string.Concat(id), body, place)).ToArbitrary();

    [Fact]
    public void What_the_signer_signs_the_verifier_accepts() =>
        Prop.ForAll(AnySent, static sent => Verdict(sent.Headers(), sent.Body, sent.Secret) == WebhookVerdict.Valid).QuickCheckThrowOnFailure();

    [Fact]
    public void Both_secrets_of_a_rotation_are_enough_alone() =>
        Prop.ForAll(AnySent, static sent =>
        {
            var headers = Signer.Sign(sent.Id, sent.Body, Messages.OtherSecret, sent.Secret);
            return Verdict(headers, sent.Body, sent.Secret) == WebhookVerdict.Valid
                && Verdict(headers, sent.Body, Messages.OtherSecret) == WebhookVerdict.Valid
                && Verdict(headers, sent.Body, Messages.Secret) == WebhookVerdict.Wrong;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void One_flipped_bit_of_the_body_is_refused() =>
        Prop.ForAll(AnySent, static sent =>
            Verdict(sent.Headers(), sent.Body.Length == 0 ? [1] : Flipped(sent.Body, sent.Place), sent.Secret) == WebhookVerdict.Wrong).QuickCheckThrowOnFailure();

    [Fact]
    public void One_flipped_bit_of_any_header_is_refused() =>
        Prop.ForAll(AnySent, static sent =>
        {
            var headers = sent.Headers();
            return IsRefused(headers with { Id = Flipped(headers.Id!, sent.Place) })
                && IsRefused(headers with { Timestamp = Flipped(headers.Timestamp!, sent.Place) })
                && IsRefused(headers with { Signature = Flipped(headers.Signature!, sent.Place) });

            bool IsRefused(WebhookHeaders damaged) => Verdict(damaged, sent.Body, sent.Secret) != WebhookVerdict.Valid;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void One_flipped_bit_of_the_secret_is_refused() =>
        Prop.ForAll(AnySent, static sent =>
        {
            var key = Convert.FromBase64String(sent.Secret.Reveal()["whsec_".Length..]);
            var other = WebhookSecret.Parse("whsec_" + Convert.ToBase64String(Flipped(key, sent.Place)));
            return Verdict(sent.Headers(), sent.Body, other) == WebhookVerdict.Wrong;
        }).QuickCheckThrowOnFailure();

    private static WebhookVerdict Verdict(WebhookHeaders headers, byte[] body, WebhookSecret secret) => Verifier.Verify(headers, body, secret);

    private static byte[] Flipped(byte[] bytes, int place)
    {
        var flipped = (byte[])bytes.Clone();
        flipped[place % flipped.Length] ^= (byte)(1 << (place % 8));
        return flipped;
    }

    private static string Flipped(string text, int place)
    {
        var flipped = text.ToCharArray();
        flipped[place % flipped.Length] ^= (char)(1 << (place % 16));
        return new(flipped);
    }

    private sealed record Sent(WebhookSecret Secret, string Id, byte[] Body, int Place)
    {
        public WebhookHeaders Headers() => Signer.Sign(Id, Body, Secret);
    }
}
