using RobotFunctions.Core.Hub;
using RobotFunctions.Core.Protocol;

namespace RobotFunctions.Local.Store;

/// <summary>Records of the Hub as files: <c>hub-records/{robot}-{name}.json</c>.</summary>
public sealed class FileHubRecords(StoreFolder folder) : IHubRecords
{
    /// <inheritdoc/>
    public Task<ReadOnlyMemory<byte>?> ReadAsync(RobotId robot, string name, CancellationToken cancellation) => Disk.RunAsync<ReadOnlyMemory<byte>?>(
        () => File.Exists(PathOf(robot, name)) ? (ReadOnlyMemory<byte>?)File.ReadAllBytes(PathOf(robot, name)) : null,
        cancellation);

    /// <inheritdoc/>
    public Task WriteAsync(RobotId robot, string name, ReadOnlyMemory<byte> json, CancellationToken cancellation) => Disk.RunAsync(
        () =>
        {
            Directory.CreateDirectory(folder.HubRecords);
            DurableFile.Write(PathOf(robot, name), json.Span);
        },
        cancellation);

    private string PathOf(RobotId robot, string name) => Path.Combine(folder.HubRecords, $"{robot}-{name}.json");
}
