using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace RobotFunctions.Core.Configuration;

/// <summary>The toy robot's variable names, so that its users can switch without renaming anything. Our own names win over them.</summary>
public static class ToyRobotVariables
{
    private static readonly (string Toy, string Ours)[] Names =
    [
        ("ROBOT_ID", "Robot:Id"),
        ("ROBOT_SECRET", "Robot:Secret"),
        ("ROBOT_VERSION", "Robot:Version"),
        ("DESTINY_REPOSITORY_URL", "Repository:Url"),
        ("ENV", "Intake:Environment"),
        ("POLL_INTERVAL_SECONDS", "Polling:Interval"),
        ("BATCH_SIZE", "Polling:Limit"),
    ];

    /// <summary>
    /// Adds what the toy robot's names say, below everything that is there already. The toy robot only polls: where its polling names are set,
    /// polling is on unless <c>Polling:Enabled</c> says otherwise.
    /// </summary>
    public static IConfigurationBuilder AddToyRobotVariables(this IConfigurationBuilder builder)
    {
        var given = builder.Build();
        var translated = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);
        foreach (var (toy, ours) in Names)
        {
            if (given[toy] is { Length: > 0 } value)
            {
                translated[ours] = ours == "Polling:Interval" ? Seconds(toy, value) : value;
            }
        }

        if (translated.ContainsKey("Polling:Interval") || translated.ContainsKey("Polling:Limit"))
        {
            translated["Polling:Enabled"] = "true";
        }

        builder.Sources.Insert(0, new Microsoft.Extensions.Configuration.Memory.MemoryConfigurationSource { InitialData = translated });
        return builder;
    }

    private static string Seconds(string name, string value) =>
        double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds) && seconds is > 0 and < 86_400
            ? TimeSpan.FromSeconds(seconds).ToString("c", CultureInfo.InvariantCulture)
            : throw new InvalidDataException($"{name} is '{value}', which is no number of seconds between 0 and 86400.");
}
