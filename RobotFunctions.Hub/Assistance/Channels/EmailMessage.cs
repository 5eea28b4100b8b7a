using MimeKit;
using RobotFunctions.Hub.Assistance.Messages;
using RobotFunctions.Hub.Delivery;

namespace RobotFunctions.Hub.Assistance.Channels;

/// <summary>The e-mail of a message. It is the same in every attempt, with the same Message-ID.</summary>
internal static class EmailMessage
{
    /// <summary>The header with the id of the notification.</summary>
    public const string IdHeader = "X-Notification-Id";

    private const int MaxSubject = 200;

    /// <summary>Writes it.</summary>
    public static MimeMessage Write(ChannelSettings settings, Message message, string from)
    {
        var sender = MailboxAddress.Parse(from);
        var mail = new MimeMessage
        {
            MessageId = $"{message.Id}@{sender.Domain}",
            Date = message.At,

            // One line of printable characters: a value cannot add a header.
            Subject = ProblemText.Clean(Render(settings.Subject ?? DefaultTemplates.Subject, message, MessageFormat.Plain), MaxSubject),
            Body = Body(settings, message),
        };
        mail.From.Add(sender);
        mail.To.AddRange(settings.To!.Select(static address => MailboxAddress.Parse(address)));
        mail.Headers.Add(IdHeader, message.Id.ToString());

        // So that nobody's vacation answers it.
        mail.Headers.Add("Auto-Submitted", "auto-generated");
        return mail;
    }

    /// <summary>The template of the HTML; null for none: who writes a text of their own, and no HTML, gets what they wrote and nothing else.</summary>
    public static string? HtmlOf(ChannelSettings settings) => settings.Html ?? (settings.Text is null ? DefaultTemplates.Html : null);

    private static MimeEntity Body(ChannelSettings settings, Message message)
    {
        var text = Part("plain", Render(settings.Text ?? DefaultTemplates.Text, message, MessageFormat.Plain));
        return HtmlOf(settings) is not { } html ? text : new MultipartAlternative(text, Part("html", Render(html, message, MessageFormat.Html))) { Boundary = $"={message.Id:N}" };
    }

    private static TextPart Part(string subtype, string text) => new(subtype) { Text = text, ContentTransferEncoding = ContentEncoding.QuotedPrintable };

    private static string Render(string template, Message message, MessageFormat format) => MessageTemplate.Parse(template).Render(message, format);
}
