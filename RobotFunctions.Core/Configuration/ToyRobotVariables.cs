using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace RobotFunctions.Core.Configuration;

/// <summary>The environment variables of the toy robot, so that its users can switch without renaming anything. This product's own names take precedence.</summary>
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
    /// Adds the toy robot's variables with the lowest precedence. The toy robot only polls: if its polling variables are set,
    /// polling is enabled unless <c>Polling:Enabled</c> says otherwise.
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
            : throw new InvalidDataException($"{name} is '{value}', which is not a number of seconds between 0 and 86400.");
}
