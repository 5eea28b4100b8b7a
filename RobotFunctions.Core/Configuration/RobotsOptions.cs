using Microsoft.Extensions.Configuration;

namespace RobotFunctions.Core.Configuration;

/// <summary>All robots of the app: section <c>Robots</c>, or section <c>Robot</c> alone.</summary>
public sealed class RobotsOptions
{
    /// <summary>The robots, in the order of the configuration.</summary>
    public IList<RobotOptions> Robots { get; } = [];

    /// <summary>What is wrong with the sections of the robots by the names and types of their settings.</summary>
    internal List<string> Problems { get; } = [];

    internal void Read(IConfiguration configuration)
    {
        var several = configuration.GetSection("Robots").GetChildren().ToList();
        foreach (var section in several.Count > 0 ? several : [configuration.GetSection("Robot")])
        {
            var (shared, own) = (configuration.GetSection("Polling"), section.GetSection("Polling"));
            var robot = new RobotOptions { Section = section.Path, PollingSection = own.Exists() ? own.Path : shared.Path };
            Problems.AddRange(StrictSection.Problems(shared, typeof(PollingOptions)));
            Problems.AddRange(StrictSection.Problems(section, typeof(RobotOptions)));
            StrictSection.Readable(shared, typeof(PollingOptions)).Bind(robot.Polling);
            StrictSection.Readable(section, typeof(RobotOptions)).Bind(robot);
            Robots.Add(robot);
        }
    }
}
