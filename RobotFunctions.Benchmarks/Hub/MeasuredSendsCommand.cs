using System.CommandLine;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using RobotFunctions.Core.Webhooks;
using RobotFunctions.Hub.Delivery;
using RobotFunctions.Local.Commands;

namespace RobotFunctions.Benchmarks.Hub;

/// <summary>The hidden command of the floor: signs and sends as many events of the same size, and stores nothing.</summary>
internal static class MeasuredSendsCommand
{
    public const string Name = "measured-sends";

    public static Command Create()
    {
        var url = new Argument<string>("url");
        var secret = new Argument<string>("secret");
        var events = new Argument<int>("events");
        var bytes = new Argument<int>("bytes");
        var command = new Command(Name) { url, secret, events, bytes };
        command.Hidden = true;
        command.SetAction(async (parsed, cancellation) =>
        {
            using var http = new HttpClient();
            var signer = new WebhookSigner(TimeProvider.System);
            var body = Encoding.UTF8.GetBytes(new string('x', parsed.GetValue(bytes)));
            WebhookSecret[] secrets = [WebhookSecret.Parse(parsed.GetRequiredValue(secret))];
            var began = TimeProvider.System.GetTimestamp();
            await Parallel.ForEachAsync(
                Enumerable.Range(0, parsed.GetValue(events)),
                new ParallelOptions { MaxDegreeOfParallelism = Circuit.MaxSends, CancellationToken = cancellation },
                async (number, token) =>
                {
                    using var request = new HttpRequestMessage(HttpMethod.Post, parsed.GetRequiredValue(url)) { Content = new ByteArrayContent(body) };
                    request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
                    var headers = signer.Sign(string.Create(CultureInfo.InvariantCulture, $"floor-{number}"), body, secrets);
                    request.Headers.Add(WebhookHeaders.IdName, headers.Id);
                    request.Headers.Add(WebhookHeaders.TimestampName, headers.Timestamp);
                    request.Headers.Add(WebhookHeaders.SignatureName, headers.Signature);
                    using var answer = await http.SendAsync(request, token);
                    answer.EnsureSuccessStatusCode();
                });
            await parsed.InvocationConfiguration.Output.WriteLineAsync(
                TimeProvider.System.GetElapsedTime(began).TotalSeconds.ToString(CultureInfo.InvariantCulture));
            return ExitCodes.Success;
        });
        return command;
    }
}
