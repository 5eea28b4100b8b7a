namespace RobotFunctions.Tests.Soak.Actions;

/// <summary>SIGKILL after a wait, and a new start after another.</summary>
internal sealed record Kill(TimeSpan Wait, TimeSpan Dead) : SoakAction
{
    public override async Task DoAsync(SoakWorld world)
    {
        await Task.Delay(Wait, TimeProvider.System);
        await world.Robot.KillAsync();
        await Task.Delay(Dead, TimeProvider.System);
        await world.StartRobotAsync();
    }
}

/// <summary>SIGKILL, and another one while it starts.</summary>
internal sealed record KillWhileStarting(TimeSpan Moment) : SoakAction
{
    public override async Task DoAsync(SoakWorld world)
    {
        await world.Robot.KillWhileStartingAsync(Moment);
        await world.StartRobotAsync();
    }
}

/// <summary>SIGTERM after a wait, and a new start.</summary>
internal sealed record Terminate(TimeSpan Wait) : SoakAction
{
    public override async Task DoAsync(SoakWorld world)
    {
        await Task.Delay(Wait, TimeProvider.System);
        await world.Robot.TerminateAsync();
        await world.StartRobotAsync();
    }
}

/// <summary>The disk of its store runs full, but for so many bytes.</summary>
internal sealed record FillDisk(int Left) : SoakAction
{
    internal override SoakAction End => new FreeDisk();

    public override Task DoAsync(SoakWorld world)
    {
        world.Disk?.Fill(Left);
        return Task.CompletedTask;
    }
}

/// <summary>The disk has room again.</summary>
internal sealed record FreeDisk : SoakAction
{
    public override async Task DoAsync(SoakWorld world)
    {
        world.Disk?.Free();
        await world.StartRobotAsync();
    }
}

/// <summary>The platform asks for its health, and an operator what it does.</summary>
internal sealed record Look : SoakAction
{
    public override async Task DoAsync(SoakWorld world)
    {
        await world.LookAsync("/health");
        await world.LookAsync("/requests/");
    }
}

/// <summary>An operator cancels a request; <paramref name="Which"/> of all that were sent, or of the batches that were claimed.</summary>
internal sealed record Cancel(int Which) : SoakAction
{
    public override async Task DoAsync(SoakWorld world)
    {
        if (world.AnyId(Which) is { } id)
        {
            await world.OrderAsync($"/requests/{id}/cancel");
        }
    }
}
