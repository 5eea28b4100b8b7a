using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace RobotFunctions.Local.Store;

/// <summary>Makes the names in a folder durable: a file that was created or renamed survives a power cut only once its folder is flushed.</summary>
internal static partial class FolderFlush
{
    private const int ReadOnly = 0;

    /// <summary>Flushes a folder. Windows needs no such call: NTFS journals its names.</summary>
    /// <exception cref="IOException">The folder is gone, or the disk failed.</exception>
    public static void Flush(string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        // .NET opens no folders; the flush itself is its own.
        using var handle = Open(folder, ReadOnly);
        if (handle.IsInvalid)
        {
            throw new IOException($"The folder {folder} could not be opened to be flushed: {Marshal.GetLastPInvokeErrorMessage()}.");
        }

        RandomAccess.FlushToDisk(handle);
    }

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial SafeFileHandle Open(string path, int flags);
}
