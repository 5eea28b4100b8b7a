using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Identity;

namespace RobotFunctions.Hub.People;

/// <summary>The second factor: codes of an authenticator app (RFC 6238), and recovery codes for when it is lost.</summary>
internal static class SecondFactor
{
    public const int RecoveryCodes = 10;

    private static readonly string Provider = TokenOptions.DefaultAuthenticatorProvider;

    /// <summary>Verifies a code of the app or a recovery code, and uses it up.</summary>
    public static async Task<bool> VerifyAsync(UserManager<Person> users, Person person, string code)
    {
        var compact = code.Replace(" ", "", StringComparison.Ordinal).Trim();
        var digest = SHA256.HashData(Encoding.UTF8.GetBytes($"{person.Id} {compact}"));
        if (person.LastCode?.AsSpan().SequenceEqual(digest) == true)
        {
            return false;
        }

        if (await users.VerifyTwoFactorTokenAsync(person, Provider, compact))
        {
            person.LastCode = digest;
            return true;
        }

        return (await users.RedeemTwoFactorRecoveryCodeAsync(person, compact.ToUpperInvariant())).Succeeded;
    }

    /// <summary>What an authenticator app reads as a picture.</summary>
    public static string Uri(Person person, string key) =>
        $"otpauth://totp/Hub:{System.Uri.EscapeDataString(person.Name)}?secret={key}&issuer=Hub&digits=6";

    /// <summary>Takes the second factor away.</summary>
    public static void Remove(Person person)
    {
        person.TwoFactorEnabled = false;
        person.AuthenticatorKey = null;
        person.RecoveryCodes = null;
        person.LastCode = null;
    }
}
