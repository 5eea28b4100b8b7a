using RobotFunctions.Core.Protocol;

namespace RobotFunctions.Core.Pauses;

/// <summary>Keeps pauses where all processes of the app find them, restarts included. Trouble with the store surfaces as <see cref="IOException"/>.</summary>
public interface IPollingPauseStore
{
    /// <summary>A robot's pause; null when it has none.</summary>
    Task<PollingPause?> FindAsync(RobotId robot, CancellationToken cancellation);

    /// <summary>Creates or replaces a robot's pause.</summary>
    Task SaveAsync(PollingPause pause, CancellationToken cancellation);

    /// <summary>Removes a robot's pause; nothing happens when there is none.</summary>
    Task RemoveAsync(RobotId robot, CancellationToken cancellation);
}
