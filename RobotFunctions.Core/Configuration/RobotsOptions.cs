using Microsoft.Extensions.Configuration;

namespace RobotFunctions.Core.Configuration;

/// <summary>All robots of the app: section <c>Robots</c>, or section <c>Robot</c> alone.</summary>
public sealed class RobotsOptions
{
    /// <summary>The robots, in the order of the configuration.</summary>
    public IList<RobotOptions> Robots { get; } = [];

    internal void Read(IConfiguration configuration)
    {
        var several = configuration.GetSection("Robots").GetChildren().ToList();
        foreach (var section in several.Count > 0 ? several : [configuration.GetSection("Robot")])
        {
            var (shared, own) = (configuration.GetSection("Polling"), section.GetSection("Polling"));
            var robot = new RobotOptions { Section = section.Path, PollingSection = own.Exists() ? own.Path : shared.Path };
            Read(shared, robot.Polling);
            Read(own, robot.Polling);
            StrictSection.Read(section, robot, static (section, robot) => section.Bind(robot));
            Robots.Add(robot);
        }
    }

    private static void Read(IConfigurationSection section, PollingOptions polling) =>
        StrictSection.Read(section, polling, static (section, polling) => section.Bind(polling));
}
