using System.Text.Json;
using System.Text.RegularExpressions;

namespace RobotFunctions.Hub.Http;

/// <summary>Says what is wrong with a request in the words of its caller: the framework's messages name types of ours, which tell the caller nothing.</summary>
internal static partial class JsonProblems
{
    /// <summary>The sentence for JSON that is well-formed but does not fit.</summary>
    public static string Explain(JsonException exception)
    {
        var member = exception.Path is { Length: > 2 } path ? path[(path[1] == '.' ? 2 : 1)..] : null;
        return exception.Message switch
        {
            var message when Missing().Match(message) is { Success: true } match => $"The body lacks required members: {match.Groups[1].Value.Replace("'", "", StringComparison.Ordinal)}.",
            var message when message.Contains("could not be mapped", StringComparison.Ordinal) => $"The body has the member {member}, which does not exist. Check the spelling; /docs lists all members.",
            var message when message.StartsWith("Duplicate property", StringComparison.Ordinal) => $"The body has the member {member} twice.",
            _ => $"{(member is null ? "The body" : $"The value of {member}")} is null or not of its type. /docs describes it.",
        };
    }

    /// <summary>The sentence for a parameter of the URL or the headers that cannot be read.</summary>
    public static string Explain(BadHttpRequestException exception) => exception.Message switch
    {
        var message when message.Contains("no body was provided", StringComparison.Ordinal) || message.EndsWith("from body.", StringComparison.Ordinal) =>
            "This endpoint needs a JSON body, which is missing or null. /docs describes it.",
        var message when Parameter().Match(message) is { Success: true } match =>
            NotOfItsType(JsonNamingPolicy.SnakeCaseLower.ConvertName(match.Groups[1].Value)),
        _ => "The request is not valid. /docs describes what this endpoint takes.",
    };

    /// <summary>The sentence for a parameter that is missing or cannot be read.</summary>
    public static string NotOfItsType(string parameter) => $"The parameter {parameter} is missing or not of its type. /docs describes it.";

    [GeneratedRegex("missing required properties including: (.*)\\.$")]
    private static partial Regex Missing();

    [GeneratedRegex("parameter \"[^\"]* ([A-Za-z_]+)\"")]
    private static partial Regex Parameter();
}
