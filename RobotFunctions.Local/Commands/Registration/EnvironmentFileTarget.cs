using System.Text;
using System.Text.RegularExpressions;
using RobotFunctions.Core.Configuration;
using RobotFunctions.Core.Protocol;
using RobotFunctions.Local.Hosting;

namespace RobotFunctions.Local.Commands.Registration;

/// <summary>A <c>.env</c> file: the lines with the robot's id and secret are replaced or added, all others stay as they are.</summary>
internal sealed partial class EnvironmentFileTarget(string path) : SecretTarget(path)
{
    private static readonly string[] IdNames = ["Robot:Id", "ROBOT_ID"];
    private static readonly string[] SecretNames = ["Robot:Secret", "ROBOT_SECRET"];

    public override string Describe(RobotId robot) => $"""
        The robot's id and secret are in {Path}, which only you can read.
        Next, in that folder: robot check
        """;

    public override void Store(RobotId robot, string secret)
    {
        var text = File.Exists(Path) ? File.ReadAllText(Path) : "";
        Write(Encoding.UTF8.GetBytes(Set(Set(text, IdNames, robot.ToString()), SecretNames, secret)));
    }

    public override void Check(RobotId? rotated, bool overwrite)
    {
        base.Check(rotated, overwrite);
        var settings = new ConfigurationBuilder().AddEnvironmentFile(System.IO.Path.GetDirectoryName(Path)!, System.IO.Path.GetFileName(Path)).Build();
        if (settings.GetSection("Robots").Exists())
        {
            throw new StartRefusedException($"{Path} configures several robots. Use --secret-file, and set the secret of the robot that it belongs to.");
        }

        var id = Array.ConvertAll(IdNames, name => settings[name]).FirstOrDefault(static value => value is { Length: > 0 });
        var isAnother = rotated is null
            ? SecretNames.Any(name => settings[name] is { Length: > 0 })
            : id is not null && (!RobotId.TryParse(id, out var there) || there != rotated);
        if (isAnother && !overwrite)
        {
            throw new StartRefusedException($"{Path} has the secret of {(rotated is null ? "a robot" : "another robot")} already. Give another file, or --force to replace it.");
        }
    }

    /// <summary>The text with the value in every line of one of these names, or in a new line with the first of them.</summary>
    private static string Set(string text, string[] names, string value)
    {
        var isSet = false;
        var replaced = Assignment().Replace(text, line =>
        {
            var name = line.Groups["name"].Value.Replace("__", ":", StringComparison.Ordinal);
            if (!names.Contains(name, StringComparer.OrdinalIgnoreCase))
            {
                return line.Value;
            }

            isSet = true;
            return line.Groups["begin"].Value + Quote(value);
        });
        var separator = replaced.Length == 0 || replaced.EndsWith('\n') ? "" : "\n";
        return isSet ? replaced : $"{replaced}{separator}{names[0].Replace(":", "__", StringComparison.Ordinal)}={Quote(value)}\n";
    }

    private static string Quote(string value) => Plain().IsMatch(value) ? value : $"\"{Special().Replace(value, "\\$0")}\"";

    [GeneratedRegex(@"^(?<begin>[ \t]*(?:export[ \t]+)?(?<name>[A-Za-z_][A-Za-z0-9_.:-]*)[ \t]*=)[^\r\n]*", RegexOptions.Multiline)]
    private static partial Regex Assignment();

    [GeneratedRegex(@"^[A-Za-z0-9_.-]+\z")]
    private static partial Regex Plain();

    [GeneratedRegex("""["\\$]""")]
    private static partial Regex Special();
}
