using RobotFunctions.Core.Protocol;

namespace RobotFunctions.Core.Configuration;

/// <summary>The names of API generations in configuration and on the command line.</summary>
public static class ApiGenerations
{
    /// <summary>Reads <c>G1</c>, <c>G1.5</c> or <c>G2</c>, ignoring case: the generations that push.</summary>
    /// <exception cref="FormatException">The text is none of these.</exception>
    public static ApiGeneration ParsePush(string text) => text.ToUpperInvariant() switch
    {
        "G1" => ApiGeneration.G1,
        "G1.5" => ApiGeneration.G15,
        "G2" => ApiGeneration.G2,
        _ => throw new FormatException($"'{text}' is not an API generation that pushes. It must be G1, G1.5 or G2."),
    };

    /// <summary>The name.</summary>
    public static string Name(this ApiGeneration generation) => generation == ApiGeneration.G15 ? "G1.5" : generation.ToString();
}
