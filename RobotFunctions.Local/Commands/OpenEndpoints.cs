using RobotFunctions.Core.Checks;
using RobotFunctions.Core.Configuration;
using RobotFunctions.Local.Endpoints;
using RobotFunctions.Local.Store;

namespace RobotFunctions.Local.Commands;

/// <summary>What <c>serve</c> opens, and to whom, as it is configured.</summary>
internal static class OpenEndpoints
{
    public static IEnumerable<CheckResult> Describe(IntakeOptions intake, StorageOptions storage)
    {
        yield return new("open to everybody", CheckVerdict.Passed, "GET /health and GET /ready, which tell no secret.");
        yield return new("open to the repository", CheckVerdict.Passed, "POST /batch/ and POST /single/, with the signature of a robot's secret.");
        yield return new(
            "open to operators",
            CheckVerdict.Passed,
            $"the endpoints under /requests/, with the key of {(intake.OperatorKey.Length > 0 ? "Intake:OperatorKey" : Path.Combine(storage.Path, StoreFolder.OperatorKeyFile))} in the header {OperatorKey.HeaderName}.");
        if (intake.AcceptsUnsigned)
        {
            yield return new(
                "open without a signature",
                CheckVerdict.Unknown,
                "POST /batch/ and POST /single/ to callers on this machine that have the operator key, since Intake:Environment (or ENV) is local. Unset it where the robot does real work.");
        }

        yield return new(
            "host names",
            CheckVerdict.Passed,
            intake.AllowedHosts.Count > 0
                ? $"Calls are answered under {string.Join(", ", intake.AllowedHosts)} and this machine's own names."
                : "Pushes are taken under every host name, since they are signed; operators are answered under this machine's own names. Intake:AllowedHosts lists others.");
    }
}
