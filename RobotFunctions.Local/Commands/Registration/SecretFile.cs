using System.Text;
using RobotFunctions.Core.Protocol;
using RobotFunctions.Local.Hosting;

namespace RobotFunctions.Local.Commands.Registration;

/// <summary>A file with nothing but the secret, as a vault reads it (<c>az keyvault secret set --file</c>).</summary>
internal sealed class SecretFile(string path) : SecretTarget(path)
{
    public override string Describe(RobotId robot) => $"""
        The secret is in {Path}, which only you can read.
        Next: set Robot__Id={robot} and Robot__Secret to the content of that file, then run: robot check
        """;

    public override void Store(RobotId robot, string secret) => Write(Encoding.UTF8.GetBytes(secret));

    public override void Check(RobotId? rotated, bool overwrite)
    {
        if (File.Exists(Path) && !overwrite)
        {
            throw new StartRefusedException($"{Path} exists. Give another file, or --force to replace it.");
        }

        base.Check(rotated, overwrite);
    }
}
