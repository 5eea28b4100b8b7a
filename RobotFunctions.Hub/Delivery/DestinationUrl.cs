using System.Diagnostics.CodeAnalysis;
using System.Net;
using RobotFunctions.Core.Outbound;

namespace RobotFunctions.Hub.Delivery;

/// <summary>The rules for the URL of a destination. The addresses of its host are checked again for every connection.</summary>
internal static class DestinationUrl
{
    private const int MaxLength = 2000;

    /// <summary>Checks a URL that somebody gave.</summary>
    /// <param name="text">The URL.</param>
    /// <param name="allowPrivate">Whether private addresses, and with them unencrypted HTTP, are allowed.</param>
    /// <param name="url">The URL.</param>
    /// <param name="problem">Why it is not allowed: a sentence without the URL, which may contain a secret.</param>
    public static bool TryCreate(string? text, bool allowPrivate, [NotNullWhen(true)] out Uri? url, [NotNullWhen(false)] out string? problem)
    {
        problem = text is { Length: <= MaxLength } && Uri.TryCreate(text, UriKind.Absolute, out url) ? Problem(url, allowPrivate) : $"The url must be absolute and have at most {MaxLength} characters.";
        url = problem is null ? new Uri(text!) : null;
        return problem is null;
    }

    private static string? Problem(Uri url, bool allowPrivate)
    {
        if (url.Scheme != Uri.UriSchemeHttps && !(allowPrivate && url.Scheme == Uri.UriSchemeHttp))
        {
            return "The url must begin with https://. HubServer:AllowPrivateDestinations=true allows http:// too.";
        }

        if (url.UserInfo.Length > 0 || url.Fragment.Length > 0)
        {
            return "The url may contain neither a user name and password nor a fragment (#). Send a credential in a header instead.";
        }

        return !allowPrivate && IPAddress.TryParse(url.IdnHost, out var address) && !PublicAddresses.Contain(address)
            ? "The url leads to a private address. HubServer:AllowPrivateDestinations=true allows that."
            : null;
    }
}
