using System.Text.Json;
using RobotFunctions.Core.Pauses;
using RobotFunctions.Core.Protocol;

namespace RobotFunctions.Local.Store;

/// <summary>Pauses as files: <c>polling-paused/{robot}.json</c>. An operator who has put things right elsewhere restarts the robot, or deletes one.</summary>
public sealed class FilePollingPauses(StoreFolder folder) : IPollingPauseStore
{
    /// <inheritdoc/>
    public Task<PollingPause?> FindAsync(RobotId robot, CancellationToken cancellation) => Disk.RunAsync(() => Read(PathOf(robot)), cancellation);

    /// <inheritdoc/>
    public Task SaveAsync(PollingPause pause, CancellationToken cancellation) => Disk.RunAsync(
        () =>
        {
            Directory.CreateDirectory(folder.PollingPauses);
            DurableFile.Write(PathOf(pause.Robot), JsonSerializer.SerializeToUtf8Bytes(pause, PollingPauseJsonContext.Default.PollingPause));
        },
        cancellation);

    /// <inheritdoc/>
    public Task RemoveAsync(RobotId robot, CancellationToken cancellation) => Disk.RunAsync(
        () =>
        {
            if (File.Exists(PathOf(robot)))
            {
                File.Delete(PathOf(robot));
            }
        },
        cancellation);

    private string PathOf(RobotId robot) => Path.Combine(folder.PollingPauses, robot + ".json");

    private static PollingPause? Read(string path)
    {
        try
        {
            return File.Exists(path) ? JsonSerializer.Deserialize(File.ReadAllBytes(path), PollingPauseJsonContext.Default.PollingPause) : null;
        }
        catch (JsonException)
        {
            // It only holds work back: a damaged one holds back none.
            return null;
        }
    }
}
