using System.Globalization;
using System.Net.Http.Json;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;
using RobotFunctions.Benchmarks.EndToEnd;
using RobotFunctions.Hub.Access;

namespace RobotFunctions.Benchmarks.Hub.Assistance;

/// <summary>Measures requests for assistance that are told by e-mail. The Hub runs in its own process; the bots and the mail server, which only counts, in this one.</summary>
internal sealed class AssistanceBench(Func<string> newDatabase, Func<string, Dictionary<string, string?>> environment, int requests)
{
    private const int Bots = 16;
    private const int Connections = 4;

    public async Task<AssistanceFigures> RunAsync(CancellationToken cancellation)
    {
        var (accepted, told) = await TellAsync(cancellation);
        return new AssistanceFigures(requests, accepted, told, await FloorAsync(cancellation));
    }

    private async Task<(Load Accepted, double ToldPerSecond)> TellAsync(CancellationToken cancellation)
    {
        var database = newDatabase();
        await using var store = await MeasuredStore.CreateAsync(environment(database), [Scopes.AssistanceWrite, Scopes.RequestAssistance], cancellation);
        await using var mail = CountingMailServer.Start(requests + (Bots * Load.WarmUps));
        var settings = environment(database);
        settings["HubServer:Smtp:Host"] = "127.0.0.1";
        settings["HubServer:Smtp:Port"] = mail.Port.ToString(CultureInfo.InvariantCulture);
        settings["HubServer:Smtp:From"] = "hub@example.org";
        settings["HubServer:Smtp:Tls"] = "None";
        settings["HubServer:Smtp:Connections"] = Connections.ToString(CultureInfo.InvariantCulture);
        await using var hub = MeasuredProcess.Start(settings, MeasuredHubCommand.Name);
        using var http = store.Client(await hub.ReadLineAsync());
        await PostAsync(http, "/api/v1/channels", new { name = "mail", kind = "email", to = (string[])["ops@example.org"] }, cancellation);
        await PostAsync(http, "/api/v1/topics", new { name = "bench", steps = new[] { new { when = "at once", channels = (string[])["mail"] } } }, cancellation);
        var began = TimeProvider.System.GetTimestamp();
        var accepted = await Load.MeasureAsync(Bots, requests, number => PostAsync(http, "/assistance", new { topic = "bench", description = $"Customer {number} has a question about the price." }, cancellation));
        await mail.All.WaitAsync(cancellation);
        return (accepted, (requests + (Bots * Load.WarmUps)) / TimeProvider.System.GetElapsedTime(began).TotalSeconds);
    }

    // The SMTP library alone, as many connections at a time.
    private async Task<double> FloorAsync(CancellationToken cancellation)
    {
        await using var mail = CountingMailServer.Start(requests);
        var began = TimeProvider.System.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, Connections).Select(async _ =>
        {
            using var message = new MimeMessage { Subject = "bench: a question about the price" };
            message.From.Add(MailboxAddress.Parse("hub@example.org"));
            message.To.Add(MailboxAddress.Parse("ops@example.org"));
            message.Body = new TextPart("plain") { Text = new string('x', 1000) };
            using var client = new SmtpClient();
            await client.ConnectAsync("127.0.0.1", mail.Port, SecureSocketOptions.None, cancellation);
            for (var number = 0; number < requests / Connections; number++)
            {
                await client.SendAsync(message, cancellation);
            }

            await client.DisconnectAsync(quit: true, cancellation);
        }));
        return requests / Connections * Connections / TimeProvider.System.GetElapsedTime(began).TotalSeconds;
    }

    private static async Task PostAsync(HttpClient http, string path, object body, CancellationToken cancellation)
    {
        using var answer = await http.PostAsJsonAsync(path, body, cancellation);
        answer.EnsureSuccessStatusCode();
    }
}
