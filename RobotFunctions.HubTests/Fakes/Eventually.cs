using System.Runtime.CompilerServices;

namespace RobotFunctions.HubTests.Fakes;

/// <summary>Waits for what another thread or process does. Its limit is no promise of speed: it makes a wait in vain a failure with a name.</summary>
internal static class Eventually
{
    private static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);

    /// <summary>Ends when the condition holds.</summary>
    public static Task TrueAsync(Func<bool> holds, [CallerArgumentExpression(nameof(holds))] string condition = "") => TrueAsync(() => Task.FromResult(holds()), condition);

    /// <inheritdoc cref="TrueAsync(Func{bool}, string)"/>
    public static async Task TrueAsync(Func<Task<bool>> holds, [CallerArgumentExpression(nameof(holds))] string condition = "")
    {
        var start = TimeProvider.System.GetTimestamp();
        while (!await holds())
        {
            Assert.True(TimeProvider.System.GetElapsedTime(start) < Limit, $"This did not become true: {condition}");
            await Task.Delay(LookAgain, TimeProvider.System);
        }
    }
}
