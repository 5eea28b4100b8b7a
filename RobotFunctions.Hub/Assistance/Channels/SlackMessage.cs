using System.Globalization;
using System.Text.Json;
using RobotFunctions.Hub.Assistance.Messages;

namespace RobotFunctions.Hub.Assistance.Channels;

/// <summary>The JSON of a Slack message: a block for each notification, whose id it has.</summary>
internal static class SlackMessage
{
    /// <summary>How many notifications one message tells of: a message has at most 50 blocks, and one is the head.</summary>
    public const int MaxDigest = 49;

    // Slack's limit of a block is 3,000 characters. What is one of many is shorter, so that all can be read.
    private const int MaxText = 3000;
    private const int MaxTextOfDigest = 600;
    private const int MaxFallback = 150;
    private const string Cut = "…";

    /// <summary>The bytes.</summary>
    public static byte[] Write(IReadOnlyList<Message> messages, MessageTemplate template)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            var isDigest = messages.Count > 1;
            var head = string.Create(CultureInfo.InvariantCulture, $"{messages.Count} requests for assistance");
            json.WriteStartObject();

            // What phones and screen readers show.
            json.WriteString("text", isDigest ? head : Shorten(MessageFormat.Slack.Escape($"{messages[0].Topic}: {messages[0].Description}"), MaxFallback));
            json.WriteStartArray("blocks");
            if (isDigest)
            {
                WriteSection(json, "digest", $"*{head}*");
            }

            foreach (var message in messages)
            {
                WriteSection(json, message.Id.ToString(), Shorten(template.Render(message, MessageFormat.Slack), isDigest ? MaxTextOfDigest : MaxText));
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return buffer.ToArray();
    }

    // Verbatim: names and URLs in a value are not made into mentions and links.
    private static void WriteSection(Utf8JsonWriter json, string id, string text)
    {
        json.WriteStartObject();
        json.WriteString("type", "section");
        json.WriteString("block_id", id);
        json.WriteStartObject("text");
        json.WriteString("type", "mrkdwn");
        json.WriteString("text", text.Length == 0 ? Cut : text);
        json.WriteBoolean("verbatim", value: true);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    // Not within an escaped character, nor between the halves of one.
    private static string Shorten(string text, int max)
    {
        if (text.Length <= max)
        {
            return text;
        }

        var end = max - Cut.Length;
        var escape = text.LastIndexOf('&', end - 1, "&amp;".Length);
        end = escape >= 0 && text.IndexOf(';', escape) >= end ? escape : end;
        return text[..(char.IsHighSurrogate(text[end - 1]) ? end - 1 : end)] + Cut;
    }
}
