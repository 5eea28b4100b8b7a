using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;

namespace RobotFunctions.Simulator.Import;

/// <summary>
/// The rules of pydantic's <c>HttpUrl</c>: the URL standard (WHATWG) for http and https, at most 2083 bytes. The tables that map internationalized names
/// are not included; most such names are judged as the repository judges them, rare ones may not be.
/// </summary>
internal static partial class UrlRule
{
    private const int LongestBytes = 2083;
    private const string ControlsAndSpace =
        "\0\x01\x02\x03\x04\x05\x06\a\b\t\n\v\f\r\x0e\x0f\x10\x11\x12\x13\x14\x15\x16\x17\x18\x19\x1a\x1b\x1c\x1d\x1e\x1f ";

    public static bool Accepts(string text)
    {
        var url = LineBreaks.Replace(text.Trim(ControlsAndSpace.ToCharArray()), "");
        var parts = Url.Match(url);
        return Encoding.UTF8.GetByteCount(text) <= LongestBytes
            && parts.Success
            && IsPort(parts.Groups["port"].Value)
            && IsHost(parts.Groups["host"].Value);
    }

    [GeneratedRegex(@"[\t\n\r]")]
    private static partial Regex LineBreaks { get; }

    [GeneratedRegex(@"\Ahttps?:[/\\]*([^/\\?#]*@)?(?<host>\[[^\]/\\?#]*\]|[^:/\\?#@]*)(:(?<port>[0-9]*))?([/\\?#]|\z)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Url { get; }

    [GeneratedRegex(@"[\0- #/:<>?@\[\\\]^|%\x7f]")]
    private static partial Regex Forbidden { get; }

    [GeneratedRegex(@"\A(0x[0-9a-f]*|[0-9]+)\z", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Numeric { get; }

    private static bool IsPort(string port) => port.Length == 0 || (int.TryParse(port, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= 65535);

    private static bool IsHost(string host)
    {
        if (host.StartsWith('['))
        {
            return !host.Contains('%') && IPAddress.TryParse(host[1..^1], out var address) && address.AddressFamily == AddressFamily.InterNetworkV6;
        }

        var labels = Mapped(Uri.UnescapeDataString(host)).Split('.');
        if (labels is [""] || labels.Any(static label => Forbidden.IsMatch(label)))
        {
            return false;
        }

        var last = labels is [.., var beforeRoot, ""] ? beforeRoot : labels[^1];
        return Numeric.IsMatch(last) ? IsIPv4(labels[^1].Length == 0 ? labels[..^1] : labels) : InternationalLabels.Accept(labels);
    }

    private static string Mapped(string host)
    {
        var mapped = new StringBuilder(host.Length);
        foreach (var letter in host)
        {
            mapped.Append(letter switch
            {
                '\u3002' or '\uff61' => ".",
                >= '\uff01' and <= '\uff5e' => ((char)(letter - 0xfee0)).ToString(),
                '\u00ad' or '\u200b' or '\u2060' or '\ufeff' or (>= '\ufe00' and <= '\ufe0f') => "",
                _ => letter.ToString(),
            });
        }

        return mapped.ToString();
    }

    // Up to four numbers, decimal, octal or hexadecimal; the last one fills what is left.
    private static bool IsIPv4(string[] parts)
    {
        if (parts.Length > 4)
        {
            return false;
        }

        for (var index = 0; index < parts.Length; index++)
        {
            var most = index < parts.Length - 1 ? 255 : (1L << (8 * (5 - parts.Length))) - 1;
            if (Number(parts[index]) is not { } number || number > most)
            {
                return false;
            }
        }

        return true;
    }

    private static long? Number(string part)
    {
        var (digits, radix) = part.StartsWith("0x", StringComparison.OrdinalIgnoreCase) ? (part[2..], 16) : part is ['0', _, ..] ? (part[1..], 8) : (part, 10);
        if (part.Length == 0 || digits.Length > 12)
        {
            return null;
        }

        long number = 0;
        foreach (var digit in digits)
        {
            var value = char.IsAsciiHexDigit(digit) ? Convert.ToInt32(digit.ToString(), 16) : radix;
            if (value >= radix)
            {
                return null;
            }

            number = (number * radix) + value;
        }

        return number;
    }
}
