using System.Globalization;
using Fluid;
using Fluid.Values;

namespace RobotFunctions.Hub.Assistance.Messages;

/// <summary>The values that a template can name.</summary>
internal static class MessageValues
{
    private static readonly IReadOnlyDictionary<string, Func<Message, string?>> Texts = new Dictionary<string, Func<Message, string?>>(StringComparer.Ordinal)
    {
        ["topic"] = static message => message.Topic,
        ["description"] = static message => message.Description,
        ["requester"] = static message => message.Requester,
        ["url"] = static message => WebUrl(message.Url),
        ["severity"] = static message => message.Severity.ToString().ToLowerInvariant(),
        ["event"] = static message => message.EventType,
        ["time"] = static message => message.At.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture),
        ["link"] = static message => message.Link,
        ["id"] = static message => message.Id.ToString(),
    };

    /// <summary>Their names.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. Texts.Keys, "count"];

    /// <summary>Sets them, escaped.</summary>
    public static void Set(TemplateContext context, Message message, MessageFormat format)
    {
        foreach (var (name, read) in Texts)
        {
            context.SetValue(name, read(message) is { Length: > 0 } value ? new StringValue(format.Escape(value)) : NilValue.Instance);
        }

        context.SetValue("count", message.Count);
    }

    // In a link of a message, anything else could be a mention or a script.
    private static string? WebUrl(string? url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var absolute) && (absolute.Scheme == Uri.UriSchemeHttps || absolute.Scheme == Uri.UriSchemeHttp)
            ? absolute.AbsoluteUri.Replace("|", "%7C", StringComparison.Ordinal)
            : null;
}
