using Microsoft.Extensions.Options;
using RobotFunctions.Core.Configuration;

namespace RobotFunctions.AzureFunctions.Configuration;

/// <summary>
/// Refuses to start with signature checks switched off. The bypass is for requests from the same machine, and a function app cannot see where a
/// request comes from: the Functions host stands between.
/// </summary>
internal sealed class RefuseBypass : IValidateOptions<IntakeOptions>
{
    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, IntakeOptions options) => options.TrustsLoopback
        ? ValidateOptionsResult.Fail("The intake is set to trust this machine, which a function app cannot tell from others. Take the setting away; `robot sign` makes signed requests for trying out.")
        : ValidateOptionsResult.Success;
}
