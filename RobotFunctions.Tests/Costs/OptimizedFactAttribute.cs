using System.Diagnostics;
using System.Reflection;
using RobotFunctions.Core;

namespace RobotFunctions.Tests.Costs;

/// <summary>A test that counts allocations: code that is not optimized allocates more, so it is skipped in Debug. <c>.ci/run</c> runs it in Release.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class OptimizedFactAttribute : FactAttribute
{
    public OptimizedFactAttribute()
    {
        if (typeof(RobotServices).Assembly.GetCustomAttribute<DebuggableAttribute>() is { IsJITOptimizerDisabled: true })
        {
            Skip = "Allocations are counted in optimized code: dotnet test -c Release.";
        }
    }
}
