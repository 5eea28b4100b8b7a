using System.Buffers;
using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using MimeKit;
using RobotFunctions.Tests.Store;
using SmtpServer;
using SmtpServer.Mail;
using SmtpServer.Protocol;
using SmtpServer.Storage;

namespace RobotFunctions.HubTests.Fakes;

/// <summary>A mail server on a loopback port (package SmtpServer), with STARTTLS and a certificate of an authority of its own.</summary>
internal sealed class MailServer : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentQueue<ReceivedMail> _mails = new();
    private readonly TemporaryFolder _folder = new();
    private readonly Func<string, int, int> _answer;
    private readonly ConcurrentDictionary<string, int> _asked = new();
    private readonly int _port;
    private readonly bool _hasTls;
    private readonly Task _running;

    private MailServer(Func<string, int, int>? answer, bool hasTls)
    {
        _answer = answer ?? (static (_, _) => 250);
        _hasTls = hasTls;
        using (var free = new TcpListener(IPAddress.Loopback, 0))
        {
            free.Start();
            _port = ((IPEndPoint)free.LocalEndpoint).Port;
        }

        var options = new SmtpServerOptionsBuilder().ServerName("localhost").Endpoint(endpoint =>
        {
            endpoint.Endpoint(new IPEndPoint(IPAddress.Loopback, _port));
            if (hasTls)
            {
                endpoint.Certificate(CreateCertificate());
            }
        }).Build();
        var services = new SmtpServer.ComponentModel.ServiceProvider();
        services.Add(new Store(this));
        services.Add(new Filter(this));
        _running = new SmtpServer.SmtpServer(options, services).StartAsync(_stop.Token);
    }

    /// <summary>What was taken, in order.</summary>
    public IReadOnlyList<ReceivedMail> Mails => [.. _mails];

    /// <summary>Makes it keep each message so long before it answers, so that a kill interrupts sends.</summary>
    public TimeSpan AnswerTime { get; set; }

    /// <summary>The settings of a Hub that sends through it.</summary>
    public IReadOnlyList<(string Name, string Value)> Settings =>
    [
        ("HubServer:Smtp:Host", "localhost"), ("HubServer:Smtp:Port", $"{_port}"), ("HubServer:Smtp:From", "hub@example.org"),
        .. _hasTls ? [("HubServer:Smtp:CertificateAuthorities", _folder.File("ca.pem"))] : Array.Empty<(string, string)>(),
    ];

    /// <summary>Starts it.</summary>
    /// <param name="answer">The status for a recipient, which was asked for so many times before; 250 accepts it.</param>
    /// <param name="hasTls">Whether it offers STARTTLS.</param>
    public static MailServer Start(Func<string, int, int>? answer = null, bool hasTls = true) => new(answer, hasTls);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running.ContinueWith(static _ => { }, TaskScheduler.Default);
        _stop.Dispose();
        _folder.Dispose();
    }

    private X509Certificate2 CreateCertificate()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: false, 0, critical: true));
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        request.CertificateExtensions.Add(names.Build());
        var now = TimeProvider.System.GetUtcNow();
        using var certificate = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(30));
        File.WriteAllText(_folder.File("ca.pem"), certificate.ExportCertificatePem());
        return X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pkcs12), password: null);
    }

    private sealed class Store(MailServer server) : MessageStore
    {
        public override async Task<SmtpResponse> SaveAsync(ISessionContext context, IMessageTransaction transaction, ReadOnlySequence<byte> buffer, CancellationToken cancellationToken)
        {
            using var stream = new MemoryStream(buffer.ToArray());
            var message = await MimeMessage.LoadAsync(stream, cancellationToken);
            server._mails.Enqueue(new ReceivedMail(message, [.. transaction.To.Select(static to => to.AsAddress())], context.Pipe.IsSecure));
            await Task.Delay(server.AnswerTime, TimeProvider.System, cancellationToken);
            return SmtpResponse.Ok;
        }
    }

    private sealed class Filter(MailServer server) : MailboxFilter
    {
        public override Task<bool> CanDeliverToAsync(ISessionContext context, IMailbox to, IMailbox from, CancellationToken cancellationToken)
        {
            var address = to.AsAddress();
            var status = server._answer(address, server._asked.AddOrUpdate(address, 1, static (_, times) => times + 1) - 1);
            return status == 250 ? Task.FromResult(true) : throw new SmtpResponseException(new SmtpResponse((SmtpReplyCode)status, "as the test wants it"));
        }
    }
}

/// <summary>A mail that was taken.</summary>
internal sealed record ReceivedMail(MimeMessage Message, IReadOnlyList<string> Recipients, bool IsEncrypted)
{
    /// <summary>The id of its notification.</summary>
    public Guid Id => Guid.Parse(Message.Headers["X-Notification-Id"]!);
}
