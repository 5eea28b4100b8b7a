using System.CommandLine;

namespace RobotFunctions.Local.Commands;

/// <summary><c>robot health</c>: checks whether a running robot is ready, for container images without an HTTP client.</summary>
internal static class HealthCommand
{
    private static readonly TimeSpan AnswerTimeout = TimeSpan.FromSeconds(5);

    public static Command Create(TimeProvider time)
    {
        var url = new Option<string>("--url")
        {
            Description = "The URL of the robot.",
            DefaultValueFactory = static _ => "http://127.0.0.1:8080",
        };
        var command = new Command("health", "Checks whether a running robot is ready.")
        {
            url,
            DetailedHelp.Option("""
                Calls GET /ready of the robot.

                Exit code 0: ready; 1: not ready, or no response.
                """),
        };
        command.SetAction((parsed, cancellation) =>
            RunAsync(parsed.GetRequiredValue(url), parsed.InvocationConfiguration.Output, time, cancellation));
        return command;
    }

    private static async Task<int> RunAsync(string url, TextWriter output, TimeProvider time, CancellationToken cancellation)
    {
        // The call must reach the robot itself, not a proxy of the machine.
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { Timeout = Timeout.InfiniteTimeSpan };
        using var late = new CancellationTokenSource(AnswerTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellation);
        try
        {
            using var response = await http.GetAsync(new Uri(new Uri(url), "/ready"), either.Token);
            await output.WriteLineAsync(await response.Content.ReadAsStringAsync(either.Token));
            return response.IsSuccessStatusCode ? ExitCodes.Success : ExitCodes.Failure;
        }
        catch (HttpRequestException exception)
        {
            await output.WriteLineAsync($"No response from {url}: {exception.Message}");
            return ExitCodes.Failure;
        }
        catch (OperationCanceledException) when (late.IsCancellationRequested)
        {
            await output.WriteLineAsync($"No response from {url} within {AnswerTimeout.TotalSeconds} seconds.");
            return ExitCodes.Failure;
        }
    }
}
