using RobotFunctions.Core.Protocol;

namespace RobotFunctions.Core.Hub;

/// <summary>
/// Keeps what a robot and the Hub told each other where all processes of the app find it, restarts included. Trouble with the store surfaces as
/// <see cref="IOException"/>.
/// </summary>
public interface IHubRecords
{
    /// <summary>Reads a record of a robot; null if there is none.</summary>
    /// <param name="robot">The robot.</param>
    /// <param name="name">Which record: lower-case letters and hyphens.</param>
    /// <param name="cancellation">The host stops.</param>
    Task<ReadOnlyMemory<byte>?> ReadAsync(RobotId robot, string name, CancellationToken cancellation);

    /// <summary>Creates or replaces a record of a robot.</summary>
    /// <param name="robot">The robot.</param>
    /// <param name="name">Which record: lower-case letters and hyphens.</param>
    /// <param name="json">Its content.</param>
    /// <param name="cancellation">The host stops.</param>
    Task WriteAsync(RobotId robot, string name, ReadOnlyMemory<byte> json, CancellationToken cancellation);
}
