using System.Net.Sockets;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;
using RobotFunctions.Hub.Assistance.Messages;
using RobotFunctions.Hub.Assistance.Tables;
using RobotFunctions.Hub.Configuration;
using RobotFunctions.Hub.Delivery;
using RobotFunctions.Hub.Http;

namespace RobotFunctions.Hub.Assistance.Channels;

/// <summary>Sends messages by SMTP. A message is delivered when the server has accepted every recipient.</summary>
internal sealed class EmailSender(SmtpConnections connections, HubOptions options) : IChannelSender
{
    private const int MaxRecipients = 50;
    private const int MaxProblem = 200;

    /// <inheritdoc/>
    public ChannelKind Kind => ChannelKind.Email;

    /// <inheritdoc/>
    public ChannelLimits Limits { get; } = new(options.Smtp.Connections, MaxDigest: 1, Interval: TimeSpan.Zero);

    /// <inheritdoc/>
    public FieldProblem? Check(ChannelSettings settings, string? secret, bool hasSecret) =>
        settings.To is not { Count: >= 1 and <= MaxRecipients } to ? new("to", $"An e-mail channel has 1 to {MaxRecipients} addresses in to.")
        : to.FirstOrDefault(static address => !IsAddress(address)) is { } wrong ? new("to", $"'{ProblemText.Clean(wrong, MaxProblem)}' is not an address. Write it as name@example.org.")
        : to.Distinct(StringComparer.OrdinalIgnoreCase).Count() < to.Count ? new("to", "An address is in to twice.")
        : SettingProblems.Unused("email", settings with { To = null, Subject = null, Text = null, Html = null }, secret);

    /// <inheritdoc/>
    public async Task<SendOutcome> SendAsync(OpenChannel channel, IReadOnlyList<Message> messages, string? recipients, CancellationToken cancellation)
    {
        if (options.Smtp is not { Host: not null, From: { } from })
        {
            return SendOutcome.Failed("The Hub has no mail server. Set HubServer:Smtp:Host and HubServer:Smtp:From.");
        }

        var told = new EmailRecipients(channel.Settings.To!, recipients);
        using var mail = EmailMessage.Write(channel.Settings, messages[0], from);
        try
        {
            var open = told.Open;
            return told.Judge(open, await connections.SendAsync(mail, open, cancellation));
        }
        catch (SmtpCommandException refused)
        {
            var problem = $"The mail server answered {(int)refused.StatusCode} {ProblemText.Clean(refused.Message, MaxProblem)}.";
            return ((int)refused.StatusCode >= 500 ? SendOutcome.Refused(problem) : SendOutcome.Failed(problem)) with { Recipients = recipients };
        }
        catch (Exception unreachable) when (Problem(unreachable) is { } problem)
        {
            return SendOutcome.Failed(problem) with { Recipients = recipients };
        }
    }

    private static bool IsAddress(string text) =>
        MailboxAddress.TryParse(text, out var address) && address.Address == text && !text.AsSpan().ContainsAnyExceptInRange('!', '~') && text.IndexOf('@', StringComparison.Ordinal) > 0;

    private static string? Problem(Exception exception) => exception switch
    {
        AuthenticationException or ServiceNotAuthenticatedException => "The mail server refused HubServer:Smtp:User and HubServer:Smtp:Password.",
        SslHandshakeException => "The certificate of the mail server is not trusted, or it offers no TLS. HubServer:Smtp:CertificateAuthorities names an authority of your own.",
        NotSupportedException => "The mail server does not offer STARTTLS, so nothing was sent. HubServer:Smtp:Tls says how the connection is encrypted.",
        SocketException or IOException or SmtpProtocolException or ServiceNotConnectedException => $"The mail server cannot be reached: {ProblemText.Clean(exception.Message, MaxProblem)}",
        _ => null,
    };
}
