using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace RobotFunctions.Local.Store;

/// <summary>
/// Keeps payloads out of the operating system's page cache. A payload is written once and read once, perhaps hours later; a batch of gigabytes
/// would push everything else out of memory, and taking ever new pages from the system costs more than the disk's own work.
/// </summary>
internal static partial class PageCache
{
    /// <summary>What is shorter is read again soon, and is no burden.</summary>
    private const int SmallestBytes = 64 * 1024;

    private const int DontNeed = 4;

    /// <summary>Lets go of a file's cached pages. They have to be flushed; those that are not stay. An advice: nothing depends on it.</summary>
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
