using System.CommandLine;
using RobotFunctions.Core.Protocol;
using RobotFunctions.Core.Signing;

namespace RobotFunctions.Local.Commands;

/// <summary><c>robot sign</c>: signs a request body for calling a robot by hand.</summary>
internal static class SignCommand
{
    // Repositories issue 64 characters.
    private const int ShortestSecret = 16;

    public static Command Create(TimeProvider time)
    {
        var body = new Argument<string>("body") { Description = "The file with the request body; - reads standard input." };
        var url = new Option<string?>("--url") { Description = "Print a curl command that sends the body to this URL instead of the headers." };
        var robot = new Option<string?>("--robot-id") { Description = "The robot's id. Default: Robot:Id or ROBOT_ID of the configuration." };
        var command = new Command(
            "sign",
            "Signs a request body for calling a robot by hand.")
        {
            body, url, robot,
            DetailedHelp.Option("""
                The secret is read from Robot:Secret or ROBOT_SECRET, never from the command line. A signature is valid for five minutes.

                Exit code 0: signed; 2: the robot's id, its secret or the body is missing, or the URL is malformed.

                Example:
                  ROBOT_SECRET=... robot sign request.json --robot-id 0198c0de-0000-7000-8000-00000000beef --url http://127.0.0.1:8080/batch/
                """),
        };
        command.SetAction((parsed, cancellation) => RunAsync(
            Settings.Read(GlobalOptions.Of(parsed)),
            parsed.GetRequiredValue(body),
            parsed.GetValue(url),
            parsed.GetValue(robot),
            time,
            parsed.InvocationConfiguration.Output,
            parsed.InvocationConfiguration.Error,
            cancellation));
        return command;
    }

    private static async Task<int> RunAsync(
        IConfiguration configuration,
        string file,
        string? url,
        string? robot,
        TimeProvider time,
        TextWriter output,
        TextWriter error,
        CancellationToken cancellation)
    {
        if (!RobotId.TryParse(robot ?? configuration["Robot:Id"], out var id))
        {
            await error.WriteLineAsync("The robot's id is missing. Set it, a UUID of version 4 or 7, with --robot-id, Robot__Id or ROBOT_ID.");
            return ExitCodes.Usage;
        }

        if (configuration["Robot:Secret"] is not { Length: > 0 } secret)
        {
            await error.WriteLineAsync("The secret is missing. Set ROBOT_SECRET or Robot__Secret in the environment.");
            return ExitCodes.Usage;
        }

        if (secret.Length < ShortestSecret)
        {
            await error.WriteLineAsync($"The secret has {secret.Length} characters, which is too short for one that a repository issued. Check that ROBOT_SECRET or Robot__Secret holds all of it.");
            return ExitCodes.Usage;
        }

        if (url is not null && (!Uri.TryCreate(url, UriKind.Absolute, out var target) || target is not { Scheme: "http" or "https", UserInfo: "" }))
        {
            await error.WriteLineAsync($"'{url}' is not an HTTP URL that a body can be sent to. Give the robot's own, for example --url http://127.0.0.1:8080/batch/.");
            return ExitCodes.Usage;
        }

        if (file != "-" && !File.Exists(file))
        {
            await error.WriteLineAsync($"The file {file} does not exist. Give a file with the request body, or - for standard input.");
            return ExitCodes.Usage;
        }

        await using var stream = file == "-" ? Console.OpenStandardInput() : File.OpenRead(file);
        using var body = new MemoryStream();
        await stream.CopyToAsync(body, cancellation);
        var headers = new RequestSigner(time).Sign(new RobotIdentity(id, new RobotSecrets(secret)), body.GetBuffer().AsSpan(0, (int)body.Length));
        await output.WriteLineAsync(url is null ? Plain(headers) : Curl(headers, url, file));
        return ExitCodes.Success;
    }

    private static string Plain(SignatureHeaders headers) => $"""
        {SignatureHeaders.AuthorizationName}: {headers.Authorization}
        {SignatureHeaders.ClientIdName}: {headers.ClientId}
        {SignatureHeaders.TimestampName}: {headers.Timestamp}
        """;

    private static string Curl(SignatureHeaders headers, string url, string file) => $"""
        curl --fail-with-body -X POST {Quote(url)} -H 'Content-Type: application/json' \
          -H '{SignatureHeaders.AuthorizationName}: {headers.Authorization}' \
          -H '{SignatureHeaders.ClientIdName}: {headers.ClientId}' \
          -H '{SignatureHeaders.TimestampName}: {headers.Timestamp}' \
          --data-binary {Quote("@" + file)}
        """;

    private static string Quote(string text) => $"'{text.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
