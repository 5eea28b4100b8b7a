using Microsoft.Extensions.Options;
using RobotFunctions.Core.Configuration;

namespace RobotFunctions.AzureFunctions.Configuration;

/// <summary>
/// Prevents the app from starting with signature checks disabled. The bypass applies to requests from the same machine, and a function app cannot
/// see where a request comes from, because the Functions host forwards it.
/// </summary>
internal sealed class RefuseBypass : IValidateOptions<IntakeOptions>
{
    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, IntakeOptions options) => options.AcceptsUnsigned
        ? ValidateOptionsResult.Fail("Intake:Environment (or ENV) is local and accepts unsigned requests from the local machine, which a function app cannot tell from other machines. Remove the setting; `robot sign` creates signed requests for testing.")
        : ValidateOptionsResult.Success;
}
