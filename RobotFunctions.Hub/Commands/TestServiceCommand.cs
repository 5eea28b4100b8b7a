using System.CommandLine;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using RobotFunctions.Core.Outbound;
using RobotFunctions.Hub.Access;
using RobotFunctions.Hub.Configuration;

namespace RobotFunctions.Hub.Commands;

/// <summary><c>robot hub test-service</c>: calls a running Hub as a bot does, with a token of the configured issuer.</summary>
internal static class TestServiceCommand
{
    private const string ClientId = "TEST_CLIENT_ID";
    private const string ClientSecret = "TEST_CLIENT_SECRET";
    private const string Heartbeat = "heartbeat";
    private const string Assistance = "assistance";

    public static Command Create(HubCommandContext context)
    {
        var endpoint = new Option<string>("--endpoint", "-e") { Description = "What is called: heartbeat, or assistance, which asks people for help.", DefaultValueFactory = static _ => Heartbeat };
        endpoint.AcceptOnlyFromAmong(Heartbeat, Assistance);
        var topic = new Option<string>("--topic") { Description = "The topic of the request for assistance.", DefaultValueFactory = static _ => "sales" };
        var description = new Option<string>("--description") { Description = "Its description.", DefaultValueFactory = static _ => "A test: nobody needs help." };
        var command = new Command(
            "test-service",
            $"Gets a token of HubServer:Tokens:Authority with {ClientId} and {ClientSecret} from the environment (client credentials), and calls the Hub at Hub:Url with it.")
        {
            endpoint, topic, description,
        };
        command.SetAction((parsed, cancellation) => HubCommand.RunAsync(() => parsed.GetRequiredValue(endpoint) == Heartbeat
            ? RunAsync(context.ReadSettings(parsed), Scopes.Ping, static () => new HttpRequestMessage(HttpMethod.Get, "heartbeat/scoped"), cancellation)
            : RunAsync(context.ReadSettings(parsed), Scopes.RequestAssistance, () => Request(parsed.GetRequiredValue(topic), parsed.GetRequiredValue(description)), cancellation)));
        return command;
    }

    private static HttpRequestMessage Request(string topic, string description) =>
        new(HttpMethod.Post, "assistance") { Content = HubApi.Json(new JsonObject { ["topic"] = topic, ["description"] = description }.ToJsonString()) };

    private static async Task<int> RunAsync(IConfigurationRoot settings, string scope, Func<HttpRequestMessage> create, CancellationToken cancellation)
    {
        var tokens = HubOptions.Read(settings).Tokens;
        if (tokens.Authority is null || settings[ClientId] is not { Length: > 0 } id || settings[ClientSecret] is not { Length: > 0 } secret)
        {
            return await HubCommandContext.RefuseAsync($"Set HubServer__Tokens__Authority and HubServer__Tokens__Audience as for the Hub, and {ClientId} and {ClientSecret} to those of a client of that issuer.");
        }

        var url = settings["Hub:Url"] is { Length: > 0 } set ? set : HubCommand.DefaultUrl;
        using var client = new HttpClient(OutboundHandler.Create());
        try
        {
            var (token, problem) = await new ClientCredentials(client).GetTokenAsync(tokens, id, secret, scope, cancellation);
            if (token is null)
            {
                return await HubCommandContext.RefuseAsync(problem!);
            }

            using var request = create();
            request.RequestUri = new Uri(new Uri(url.TrimEnd('/') + "/"), request.RequestUri!);
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
            using var answer = await client.SendAsync(request, cancellation);
            Console.WriteLine($"{request.Method} {request.RequestUri.AbsolutePath}: {(int)answer.StatusCode}");
            Console.WriteLine(await answer.Content.ReadAsStringAsync(cancellation));
            return answer.IsSuccessStatusCode ? HubCommand.Success : HubCommand.Failure;
        }
        catch (HttpRequestException unreachable)
        {
            return await HubCommandContext.RefuseAsync($"The issuer or the Hub at {url} cannot be reached: {unreachable.Message}");
        }
    }
}
