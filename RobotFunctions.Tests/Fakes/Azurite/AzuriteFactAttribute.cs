namespace RobotFunctions.Tests.Fakes.Azurite;

/// <summary>A test against the storage emulator: skipped where there is no Node.js, unless <c>CI=true</c> says that it must run.</summary>
public sealed class AzuriteFactAttribute : FactAttribute
{
    public AzuriteFactAttribute()
    {
        if (!NodeJs.IsThere && !NodeJs.IsDemanded)
        {
            Skip = NodeJs.Missing;
        }
    }
}
