using System.Globalization;
using Microsoft.Extensions.Options;
using RobotFunctions.Core.Configuration;

namespace RobotFunctions.Local.Store;

/// <summary>Checks whether the store's disk has free space for more work, besides what the open runs need (<c>Storage:KeepFree</c>).</summary>
public sealed class DiskSpaceCheck(StoreFolder folder, IOptions<StorageOptions> storage)
{
    private const long Mebibyte = 1024 * 1024;

    /// <summary>Whether there is enough free space and the folder is writable: a disk with free space may still be read-only or over a quota.</summary>
    /// <exception cref="IOException">The folder does not exist, or the disk failed.</exception>
    public bool IsEnough => Problem() is null && folder.IsWritable();

    /// <summary>Why there is not enough free space; null if there is.</summary>
    /// <exception cref="IOException">The folder does not exist, or the disk failed.</exception>
    public string? Problem() => new DriveInfo(folder.Root).AvailableFreeSpace is var free && free >= storage.Value.KeepFree
        ? null
        : string.Create(
            CultureInfo.InvariantCulture,
            $"The disk of the store has {free / Mebibyte} MiB left, less than the {storage.Value.KeepFree / Mebibyte} MiB that Storage:KeepFree reserves for open runs. Free disk space.");

    /// <summary>Throws if there is not enough free space.</summary>
    /// <exception cref="IOException">There is not enough free space, or the disk failed.</exception>
    public void Require()
    {
        if (Problem() is { } problem)
        {
            throw new IOException(problem);
        }
    }
}
