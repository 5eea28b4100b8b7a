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
    public ValidateOptionsResult Validate(string? name, IntakeOptions options) => options.AcceptsUnsigned
        ? ValidateOptionsResult.Fail("Intake:Environment (or ENV) is local, which takes unsigned requests from the same machine; a function app cannot tell where a request comes from. Unset it; `robot sign` makes signed requests for trying out.")
        : ValidateOptionsResult.Success;
}
