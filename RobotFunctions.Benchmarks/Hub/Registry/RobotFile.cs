using System.Globalization;
using System.Text;

namespace RobotFunctions.Benchmarks.Hub.Registry;

/// <summary>A file of the registry with many robots, 1,000 a level.</summary>
internal static class RobotFile
{
    private const int PerLevel = 1000;
    private const int PerChange = 100;

    /// <summary>Writes the file.</summary>
    /// <param name="robots">How many robots.</param>
    /// <param name="changed">Whether one robot in a hundred has another status.</param>
    public static string Write(int robots, bool changed)
    {
        var text = new StringBuilder("projects:\n  - name: Bench\n    levels:\n");
        for (var number = 0; number < robots; number++)
        {
            if (number % PerLevel == 0)
            {
                text.AppendLine(CultureInfo.InvariantCulture, $"      - name: Level {number / PerLevel}").Append("        robots:\n");
            }

            text.Append(CultureInfo.InvariantCulture, $"          - {{ name: AGV {number}, robot_type: agv/model-x, serial_number: S-{number}, capabilities: [lift, scan], ")
                .AppendLine(CultureInfo.InvariantCulture, $"metadata: {{ colour: yellow }}, owner: {(changed && number % PerChange == 0 ? "night" : "day")} shift }}");
        }

        return text.ToString();
    }
}
