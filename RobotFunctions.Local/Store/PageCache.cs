using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace RobotFunctions.Local.Store;

/// <summary>
/// Keeps payloads out of the operating system's page cache. A payload is written once and read once, possibly hours later; a batch of gigabytes
/// would evict everything else, and allocating new pages costs more than the disk access itself.
/// </summary>
internal static partial class PageCache
{
    /// <summary>Smaller files are read again soon and do not matter.</summary>
    private const int SmallestBytes = 64 * 1024;

    private const int DontNeed = 4;

    /// <summary>Drops a file's cached pages; unflushed pages stay. This is only a hint: nothing depends on it.</summary>
    public static void Drop(SafeFileHandle file, long length)
    {
        if (length >= SmallestBytes && OperatingSystem.IsLinux() && Environment.Is64BitProcess)
        {
            _ = Advise(file, 0, 0, DontNeed);
        }
    }

    [LibraryImport("libc", EntryPoint = "posix_fadvise")]
    private static partial int Advise(SafeFileHandle file, long offset, long length, int advice);
}
