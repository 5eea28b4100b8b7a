using System.Globalization;
using Microsoft.Extensions.Options;
using RobotFunctions.Core.Configuration;

namespace RobotFunctions.Local.Store;

/// <summary>Whether the store's disk has room for more work, beside what the open runs still need (<c>Storage:KeepFree</c>).</summary>
public sealed class DiskSpaceCheck(StoreFolder folder, IOptions<StorageOptions> storage)
{
    private const long Mebibyte = 1024 * 1024;

    /// <summary>Whether it has.</summary>
    /// <exception cref="IOException">The folder is gone, or the disk failed.</exception>
    public bool IsEnough => Free() >= storage.Value.KeepFree;

    /// <summary>Refuses when it has not.</summary>
    /// <exception cref="IOException">It has not, or the disk failed.</exception>
    public void Require()
    {
        if (Free() is var free && free < storage.Value.KeepFree)
        {
            throw new IOException(string.Create(
                CultureInfo.InvariantCulture,
                $"The disk of the store has {free / Mebibyte} MiB left, less than the {storage.Value.KeepFree / Mebibyte} MiB that Storage:KeepFree leaves for the runs that are open. Make room on it."));
        }
    }

    private long Free() => new DriveInfo(folder.Root).AvailableFreeSpace;
}
