using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;

namespace RobotFunctions.Core.Webhooks;

/// <summary>
/// A secret that a sender and a receiver of webhooks share: <c>whsec_</c> and the base64 of 24 to 64 bytes (Standard Webhooks). Those bytes are the HMAC
/// key. Its text appears in no log and no message: only <see cref="Reveal"/> returns it.
/// </summary>
public sealed class WebhookSecret
{
    /// <summary>The beginning of a secret's text.</summary>
    public const string Prefix = "whsec_";

    /// <summary>The smallest number of bytes that Standard Webhooks allows.</summary>
    public const int MinLength = 24;

    /// <summary>The largest number of bytes that Standard Webhooks allows.</summary>
    public const int MaxLength = 64;

    private const int GeneratedLength = 32;

    private readonly byte[] _key;

    private WebhookSecret(byte[] key) => _key = key;

    internal ReadOnlySpan<byte> Key => _key;

    /// <summary>Generates a secret of 32 random bytes.</summary>
    /// <param name="fill">The source of randomness; null for the cryptographic generator of the platform.</param>
    public static WebhookSecret Generate(Action<Span<byte>>? fill = null)
    {
        var key = new byte[GeneratedLength];
        (fill ?? RandomNumberGenerator.Fill)(key);
        return new(key);
    }

    /// <summary>Reads the text of a secret. Only its canonical spelling is accepted: with padding, without white space.</summary>
    /// <returns>False if it is not the text of a secret.</returns>
    public static bool TryParse([NotNullWhen(true)] string? text, [NotNullWhen(true)] out WebhookSecret? secret)
    {
        secret = null;
        if (text is null || !text.StartsWith(Prefix, StringComparison.Ordinal))
        {
            return false;
        }

        Span<byte> key = stackalloc byte[MaxLength];
        if (!Convert.TryFromBase64Chars(text.AsSpan(Prefix.Length), key, out var length) || length < MinLength)
        {
            return false;
        }

        var candidate = new WebhookSecret(key[..length].ToArray());
        secret = candidate.Reveal() == text ? candidate : null;
        return secret is not null;
    }

    /// <inheritdoc cref="TryParse"/>
    /// <exception cref="FormatException">It is not the text of a secret. The message does not contain it.</exception>
    public static WebhookSecret Parse(string text) => TryParse(text, out var secret)
        ? secret
        : throw new FormatException($"This is not a webhook secret. Use {Prefix} and the base64 of {MinLength} to {MaxLength} random bytes, as the sender issued it.");

    /// <summary>The text of the secret, to store it encrypted or to show it once. Do not log it.</summary>
    public string Reveal() => Prefix + Convert.ToBase64String(_key);

    /// <summary>The beginning of every secret, without the secret itself.</summary>
    public override string ToString() => Prefix + "***";
}
