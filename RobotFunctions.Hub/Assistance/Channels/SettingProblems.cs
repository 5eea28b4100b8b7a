using RobotFunctions.Hub.Http;

namespace RobotFunctions.Hub.Assistance.Channels;

/// <summary>Settings that a kind of channel does not have.</summary>
internal static class SettingProblems
{
    /// <summary>What is given and has no meaning.</summary>
    /// <param name="kind">The kind, as it is written on the wire.</param>
    /// <param name="others">The settings without those that the kind has.</param>
    /// <param name="secret">The secret, if the kind has none.</param>
    public static FieldProblem? Unused(string kind, ChannelSettings others, string? secret = null)
    {
        var field = others switch
        {
            { To: not null } => "to",
            { Url: not null } => "url",
            { Subject: not null } => "subject",
            { Text: not null } => "text",
            { Html: not null } => "html",
            _ => string.IsNullOrEmpty(secret) ? null : "secret",
        };
        return field is null ? null : new(field, $"A channel of kind {kind} has no {field}. Leave it out.");
    }
}
