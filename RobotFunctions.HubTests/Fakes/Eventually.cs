namespace RobotFunctions.HubTests.Fakes;

/// <summary>Waits for what another thread or process does. It has no limit of its own: the run of the tests has one.</summary>
internal static class Eventually
{
    private static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(10);

    /// <summary>Ends when the condition holds.</summary>
    public static Task TrueAsync(Func<bool> holds) => TrueAsync(() => Task.FromResult(holds()));

    /// <inheritdoc cref="TrueAsync(Func{bool})"/>
    public static async Task TrueAsync(Func<Task<bool>> holds)
    {
        while (!await holds())
        {
            await Task.Delay(LookAgain, TimeProvider.System);
        }
    }
}
