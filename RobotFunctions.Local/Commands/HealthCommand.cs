using System.CommandLine;

namespace RobotFunctions.Local.Commands;

/// <summary><c>robot health</c>: whether a running robot can work, for container platforms whose images have no web client.</summary>
internal static class HealthCommand
{
    private static readonly TimeSpan AnswerTimeout = TimeSpan.FromSeconds(5);

    public static Command Create(TimeProvider time)
    {
        var url = new Option<string>("--url")
        {
            Description = "Where the robot listens.",
            DefaultValueFactory = static _ => "http://127.0.0.1:8080",
        };
        var command = new Command("health", "Tells whether a running robot can work.")
        {
            url,
            DetailedHelp.Option("""
                It asks the robot's GET /ready.

                Exit code 0: it can; 1: it can't, or nobody answers.
                """),
        };
        command.SetAction((parsed, cancellation) =>
            RunAsync(parsed.GetRequiredValue(url), parsed.InvocationConfiguration.Output, time, cancellation));
        return command;
    }

    private static async Task<int> RunAsync(string url, TextWriter output, TimeProvider time, CancellationToken cancellation)
    {
        // What is asked for is this robot, not what a proxy of the machine makes of it.
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
            await output.WriteLineAsync($"Nobody answers at {url}: {exception.Message}");
            return ExitCodes.Failure;
        }
        catch (OperationCanceledException) when (late.IsCancellationRequested)
        {
            await output.WriteLineAsync($"Nobody answers at {url} within {AnswerTimeout.TotalSeconds} seconds.");
            return ExitCodes.Failure;
        }
    }
}
