using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace RobotFunctions.Local.Store;

/// <summary>Makes the entries of a folder durable: a created or renamed file survives a power failure only after its folder is flushed.</summary>
internal static partial class FolderFlush
{
    private const int ReadOnly = 0;

    /// <summary>Flushes a folder. Not needed on Windows: NTFS journals its metadata.</summary>
    /// <exception cref="IOException">The folder does not exist, or the disk failed.</exception>
    public static void Flush(string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        // .NET cannot open folders, but it can flush the handle.
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
