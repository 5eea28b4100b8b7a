using YamlDotNet.RepresentationModel;

namespace RobotFunctions.Benchmarks.Hub.Registry;

/// <summary>The floor of a plan: the file read by the YAML library, and its robots compared by name with those of another one in memory.</summary>
internal sealed class BareFile
{
    private readonly Dictionary<string, YamlNode> _robots;

    private BareFile(Dictionary<string, YamlNode> robots) => _robots = robots;

    public static BareFile Read(string text)
    {
        var yaml = new YamlStream();
        yaml.Load(new StringReader(text));
        var levels = (YamlSequenceNode)yaml.Documents[0].RootNode["projects"][0]["levels"];
        return new BareFile(levels.SelectMany(static level => (YamlSequenceNode)level["robots"]).ToDictionary(static robot => ((YamlScalarNode)robot["name"]).Value!));
    }

    /// <summary>How many robots the other one does not have, or has otherwise.</summary>
    public int CountDifferences(BareFile other) => _robots.Count(robot => !robot.Value.Equals(other._robots.GetValueOrDefault(robot.Key)));
}
