using RobotFunctions.Local.Hosting;

namespace RobotFunctions.Local.Commands.Registration;

/// <summary>The bearer token of the person who registers a robot. It is never read from the command line, which other users of the machine can see.</summary>
internal static class RegistrationToken
{
    /// <summary>The variable with the token.</summary>
    public const string Variable = "DESTINY_TOKEN";

    /// <summary>Reads the token.</summary>
    /// <exception cref="StartRefusedException">There is none, it cannot be sent, or it would be sent without TLS.</exception>
    public static string Read(IConfiguration configuration)
    {
        var token = configuration[Variable] ?? "";
        if (token.Length == 0)
        {
            throw new StartRefusedException($"The token is missing. Set {Variable} to a bearer token of the repository with the role robot.writer, in the environment or in .env.");
        }

        if (token.AsSpan().ContainsAnyExceptInRange('!', '~'))
        {
            throw new StartRefusedException($"{Variable} contains a space or a character that is not ASCII. Set it to the token alone, without the word Bearer.");
        }

        return Uri.TryCreate(configuration["Repository:Url"], UriKind.Absolute, out var url) && url.Scheme == Uri.UriSchemeHttp && !url.IsLoopback
            ? throw new StartRefusedException("Repository:Url is http, and anybody on the way could read the token and the secret. Use https.")
            : token;
    }
}
