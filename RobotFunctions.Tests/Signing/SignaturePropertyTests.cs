using System.Text;
using FsCheck;
using FsCheck.Fluent;
using RobotFunctions.Core.Protocol;
using RobotFunctions.Core.Signing;
using RobotFunctions.Tests.Fakes;

namespace RobotFunctions.Tests.Signing;

public sealed class SignaturePropertyTests
{
    private static readonly RobotId Robot = new(Guid.Parse("0198c0de-0000-7000-8000-00000000beef"));

    /// <summary>A secret, a body, a moment, and a place to damage.</summary>
    private static readonly Arbitrary<Sent> AnySent = (
        from secret in ArbMap.Default.GeneratorFor<NonEmptyString>().Where(static text => !string.IsNullOrWhiteSpace(text.Get))
        from body in ArbMap.Default.GeneratorFor<byte[]>()
        from ticks in Gen.Choose(0, int.MaxValue)
        from place in Gen.Choose(0, int.MaxValue)
        select new Sent(secret.Get, body, FakeTimeProvider.DefaultStart.AddTicks(7L * ticks), place)).ToArbitrary();

    [Fact]
    public void What_the_signer_signs_the_verifier_accepts_for_five_minutes() =>
        Prop.ForAll(AnySent, static sent =>
        {
            var (identity, headers) = Sign(sent);
            var verifier = new SignatureVerifier(robot => robot == Robot ? identity.Secrets : null);
            return verifier.Verify(headers, sent.Body, sent.At).IsAccepted
                && verifier.Verify(headers, sent.Body, sent.At + TimeSpan.FromSeconds(299.9)).IsAccepted
                && !verifier.Verify(headers, sent.Body, sent.At + TimeSpan.FromSeconds(300.1)).IsAccepted;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void The_signer_agrees_with_the_plain_definition() =>
        Prop.ForAll(AnySent, static sent =>
        {
            var (_, headers) = Sign(sent);
            return headers.Authorization == $"Signature {PlainHmac.Hex(sent.Secret, sent.Body, Robot.Value, headers.Timestamp!)}";
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void One_flipped_bit_of_the_body_is_refused() =>
        Prop.ForAll(AnySent, static sent =>
        {
            var (identity, headers) = Sign(sent);
            var damaged = sent.Body.Length == 0 ? [1] : (byte[])sent.Body.Clone();
            damaged[sent.Place % damaged.Length] ^= (byte)(1 << (sent.Place % 8));
            return new SignatureVerifier(_ => identity.Secrets).Verify(headers, damaged, sent.At).Detail == SignatureRefusals.SignatureInvalid;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void One_changed_character_of_the_digest_is_refused() =>
        Prop.ForAll(AnySent, static sent =>
        {
            var (identity, headers) = Sign(sent);
            var digest = headers.Authorization!.ToCharArray();
            var place = "Signature ".Length + (sent.Place % 64);
            digest[place] = digest[place] == 'f' ? '0' : 'f';
            return new SignatureVerifier(_ => identity.Secrets)
                .Verify(headers with { Authorization = new string(digest) }, sent.Body, sent.At).Detail == SignatureRefusals.SignatureInvalid;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void One_flipped_bit_of_the_client_id_is_refused() =>
        Prop.ForAll(AnySent, static sent =>
        {
            var (identity, headers) = Sign(sent);
            var id = Robot.Value.ToByteArray(bigEndian: true);
            id[sent.Place % id.Length] ^= (byte)(1 << (sent.Place % 8));
            return !new SignatureVerifier(_ => identity.Secrets)
                .Verify(headers with { ClientId = new Guid(id, bigEndian: true).ToString() }, sent.Body, sent.At).IsAccepted;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Either_secret_of_a_robot_is_accepted_and_no_other() =>
        Prop.ForAll(AnySent, static sent =>
        {
            var (identity, headers) = Sign(sent);
            return new SignatureVerifier(_ => new RobotSecrets("old", sent.Secret)).Verify(headers, sent.Body, sent.At).IsAccepted
                && new SignatureVerifier(_ => new RobotSecrets(sent.Secret, "new")).Verify(headers, sent.Body, sent.At).IsAccepted
                && !new SignatureVerifier(_ => new RobotSecrets(sent.Secret + "x", "new")).Verify(headers, sent.Body, sent.At).IsAccepted;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void The_secondary_secret_signs_when_it_is_asked_for()
    {
        var signer = new RequestSigner(new FakeTimeProvider());
        var body = Encoding.UTF8.GetBytes("{}");

        var headers = signer.Sign(new RobotIdentity(Robot, new RobotSecrets("first", "second")), body, RobotSecret.Secondary);

        Assert.Equal($"Signature {PlainHmac.Hex("second", body, Robot.Value, headers.Timestamp!)}", headers.Authorization);
    }

    private static (RobotIdentity Identity, SignatureHeaders Headers) Sign(Sent sent)
    {
        var identity = new RobotIdentity(Robot, new RobotSecrets(sent.Secret));
        return (identity, new RequestSigner(new FakeTimeProvider(sent.At)).Sign(identity, sent.Body));
    }

    private sealed record Sent(string Secret, byte[] Body, DateTimeOffset At, int Place);
}
