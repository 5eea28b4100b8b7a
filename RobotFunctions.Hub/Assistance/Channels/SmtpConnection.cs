using System.Security.Cryptography.X509Certificates;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;
using RobotFunctions.Hub.Configuration;

namespace RobotFunctions.Hub.Assistance.Channels;

/// <summary>A connection to the mail server. A recipient that the server refuses does not keep the others from being told.</summary>
internal sealed class SmtpConnection : SmtpClient
{
    private readonly Dictionary<string, (int Status, string Text)> _refused = new(StringComparer.Ordinal);

    private SmtpConnection()
    {
    }

    /// <summary>When it was used last.</summary>
    public DateTimeOffset UsedAt { get; set; }

    /// <summary>Connects, and signs in if a user is set.</summary>
    public static async Task<SmtpConnection> OpenAsync(SmtpOptions options, CancellationToken cancellation)
    {
        var connection = new SmtpConnection();
        try
        {
            if (options.CertificateAuthorities is { } file)
            {
                connection.ServerCertificateValidationCallback = (_, certificate, _, errors) =>
                    (errors & ~System.Net.Security.SslPolicyErrors.RemoteCertificateChainErrors) == 0 && certificate is X509Certificate2 server && IsSignedBy(file, server);
            }

            var security = options.Tls switch
            {
                SmtpTls.StartTls => SecureSocketOptions.StartTls,
                SmtpTls.Implicit => SecureSocketOptions.SslOnConnect,
                _ => SecureSocketOptions.None,
            };
            await connection.ConnectAsync(options.Host!, options.Port, security, cancellation);
            if (options is { User: { } user, Password: { } password })
            {
                await connection.AuthenticateAsync(user, password, cancellation);
            }

            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>Sends a message.</summary>
    /// <returns>The recipients that the server refused, with its status and text.</returns>
    /// <exception cref="SmtpCommandException">The server refused the message or its sender.</exception>
    public async Task<IReadOnlyDictionary<string, (int Status, string Text)>> SendAsync(MimeMessage message, IReadOnlyList<string> recipients, CancellationToken cancellation)
    {
        _refused.Clear();
        try
        {
            await SendAsync(message, (MailboxAddress)message.From[0], recipients.Select(static address => MailboxAddress.Parse(address)), cancellation);
        }
        catch (SmtpCommandException) when (_refused.Count == recipients.Count)
        {
            // It refused all.
        }

        return _refused;
    }

    /// <inheritdoc/>
    protected override void OnRecipientNotAccepted(MimeMessage message, MailboxAddress mailbox, SmtpResponse response) =>
        _refused[mailbox.Address] = ((int)response.StatusCode, Delivery.ProblemText.Clean($"{(int)response.StatusCode} {response.Response}", 200));

    private static bool IsSignedBy(string file, X509Certificate2 server)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.ImportFromPemFile(file);

        // An authority of an own network rarely publishes what it revoked.
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        return chain.Build(server);
    }
}
