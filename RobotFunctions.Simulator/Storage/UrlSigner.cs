using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace RobotFunctions.Simulator.Storage;

/// <summary>
/// Signs and checks storage URLs. The signature covers the exact path and query on the wire, including escapes, so that a client that
/// rewrites a URL is detected.
/// </summary>
internal sealed class UrlSigner(TimeProvider time)
{
    private const string SignatureMark = "&sig=";

    private readonly byte[] _key = RandomNumberGenerator.GetBytes(32);
    private long _issued;
    private long _expiredUpTo;

    /// <summary>The path and query of a URL that permits <c>r</c> or <c>w</c> on a blob.</summary>
    public string Sign(string path, char permission, TimeSpan lifetime)
    {
        var expiry = (time.GetUtcNow() + lifetime).UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffffffZ", CultureInfo.InvariantCulture);
        var serial = Interlocked.Increment(ref _issued);
        // The escapes of full stop and tilde are unnecessary but legal, and .NET tends to undo them.
        var target = $"{path}?sv=2026-02-06&se={Uri.EscapeDataString(expiry)}&sr=b&sp={permission}&rscd=attachment%3B%20filename%3Da%2Ejsonl%7E&serial={serial}";
        return target + SignatureMark + Uri.EscapeDataString(Compute(target));
    }

    /// <summary>Expires every URL issued so far.</summary>
    public void ExpireAll() => Interlocked.Exchange(ref _expiredUpTo, Interlocked.Read(ref _issued));

    /// <summary>Whether the exact request target permits this operation now.</summary>
    public UrlVerdict Check(string target, char permission)
    {
        var mark = target.LastIndexOf(SignatureMark, StringComparison.Ordinal);
        if (mark < 0)
        {
            return UrlVerdict.NotSigned;
        }

        var expected = Encoding.ASCII.GetBytes(Uri.EscapeDataString(Compute(target[..mark])));
        if (!CryptographicOperations.FixedTimeEquals(expected, Encoding.ASCII.GetBytes(target[(mark + SignatureMark.Length)..])))
        {
            return UrlVerdict.WrongSignature;
        }

        var query = Microsoft.AspNetCore.WebUtilities.QueryHelpers.ParseQuery(target[target.IndexOf('?', StringComparison.Ordinal)..]);
        var expiry = DateTimeOffset.Parse(query["se"].ToString(), CultureInfo.InvariantCulture);
        var serial = long.Parse(query["serial"].ToString(), CultureInfo.InvariantCulture);
        return expiry <= time.GetUtcNow() || serial <= Interlocked.Read(ref _expiredUpTo) ? UrlVerdict.Expired
            : query["sp"] != permission.ToString() ? UrlVerdict.WrongPermission
            : UrlVerdict.Permitted;
    }

    private string Compute(string target) => Convert.ToBase64String(HMACSHA256.HashData(_key, Encoding.ASCII.GetBytes(target)));
}

/// <summary>The result of checking a signed URL.</summary>
internal enum UrlVerdict
{
    Permitted,
    NotSigned,
    WrongSignature,
    Expired,
    WrongPermission,
}
