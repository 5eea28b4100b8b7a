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
            var robot = new RobotOptions();
            configuration.GetSection("Polling").Bind(robot.Polling);
            section.Bind(robot);
            Robots.Add(robot);
        }
    }
}
