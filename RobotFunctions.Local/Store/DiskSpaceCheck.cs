using System.Globalization;
using Microsoft.Extensions.Options;
using RobotFunctions.Core.Configuration;

namespace RobotFunctions.Local.Store;

/// <summary>Whether the store's disk has room for more work, beside what the open runs still need (<c>Storage:KeepFree</c>).</summary>
public sealed class DiskSpaceCheck(StoreFolder folder, IOptions<StorageOptions> storage)
{
    private const long Mebibyte = 1024 * 1024;

    /// <summary>Whether it has, and can be written to: a disk may be full for us, or read-only, whatever room it shows.</summary>
    /// <exception cref="IOException">The folder is gone, or the disk failed.</exception>
    public bool IsEnough => Problem() is null && folder.IsWritable();

    /// <summary>Why it has not; null when it has.</summary>
    /// <exception cref="IOException">The folder is gone, or the disk failed.</exception>
    public string? Problem() => new DriveInfo(folder.Root).AvailableFreeSpace is var free && free >= storage.Value.KeepFree
        ? null
        : string.Create(
            CultureInfo.InvariantCulture,
            $"The disk of the store has {free / Mebibyte} MiB left, less than the {storage.Value.KeepFree / Mebibyte} MiB that Storage:KeepFree leaves for the runs that are open. Make room on it.");

    /// <summary>Refuses when it has not.</summary>
    /// <exception cref="IOException">It has not, or the disk failed.</exception>
    public void Require()
    {
        if (Problem() is { } problem)
        {
            throw new IOException(problem);
        }
    }
}
