using System.Globalization;

namespace RobotFunctions.Local.Store;

/// <summary>
/// The folder that holds everything the local robot must not forget: <c>runs/</c>, <c>batches/</c>, <c>dead-letters/</c>, beside a version
/// mark and a lock. One process has it at a time, until it is disposed of or the process ends in whatever way.
/// </summary>
public sealed class StoreFolder : IDisposable
{
    /// <summary>The layout this build reads and writes.</summary>
    public const int Version = 1;

    private const string VersionFile = "version";
    private const string LockFile = "lock";
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private readonly FileStream _lock;

    private StoreFolder(string root, FileStream heldLock)
    {
        Root = root;
        _lock = heldLock;
    }

    /// <summary>The folder itself.</summary>
    public string Root { get; }

    /// <summary>The journals of the runs.</summary>
    public string Runs => Path.Combine(Root, "runs");

    /// <summary>The payloads of the batches.</summary>
    public string Batches => Path.Combine(Root, "batches");

    /// <summary>Callbacks that could not be delivered.</summary>
    public string DeadLetters => Path.Combine(Root, "dead-letters");

    /// <summary>Which of them were delivered lately.</summary>
    public string DeliveredDeadLetters => Path.Combine(DeadLetters, "delivered");

    /// <summary>Opens the folder, creating it on first use, and keeps every other process out.</summary>
    /// <exception cref="StoreRefusedException">It was written by a newer version, is in use, cannot be written to, or is no robot's store.</exception>
    public static StoreFolder Open(string path)
    {
        var root = Path.GetFullPath(path);
        try
        {
            CheckVersion(root);
            CreatePrivate(root);
            var folder = new StoreFolder(root, Lock(root));
            folder.Prepare();
            return folder;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new StoreRefusedException(
                $"The store at {root} cannot be opened: {exception.Message} Make the folder writable, or name another one with Storage:Path.");
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _lock.Dispose();

    private static void CheckVersion(string root)
    {
        var mark = Path.Combine(root, VersionFile);
        if (!File.Exists(mark))
        {
            if (Directory.Exists(Path.Combine(root, "runs")) || Directory.Exists(Path.Combine(root, "batches")))
            {
                throw new StoreRefusedException(
                    $"The folder {root} has content but no version mark, so it is no robot's store. Name another folder with Storage:Path.");
            }

            return;
        }

        var text = File.ReadAllText(mark).Trim();
        if (text != Version.ToString(CultureInfo.InvariantCulture))
        {
            throw new StoreRefusedException(
                $"The store at {root} has version \"{text}\"; this build reads version {Version}. Run the version of RobotFunctions that wrote it, or name another folder with Storage:Path. Nothing was changed.");
        }
    }

    private static FileStream Lock(string root)
    {
        var path = Path.Combine(root, LockFile);
        try
        {
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 1);
        }
        catch (IOException) when (File.Exists(path))
        {
            throw new StoreRefusedException(
                $"Another robot process is using the store at {root}. Stop that one first, or give this one a folder of its own with Storage:Path.");
        }
    }

    private void Prepare()
    {
        // The mark first: folders without one look like a stranger's.
        var mark = Path.Combine(Root, VersionFile);
        if (!File.Exists(mark))
        {
            DurableFile.Write(mark, "1\n"u8);
        }

        CreatePrivate(Runs);
        CreatePrivate(Batches);
        CreatePrivate(DeadLetters);
        SweepLeftOvers();
        FolderFlush.Flush(Root);
    }

    // What a crash left of files that were being written. Only in the store's own folders: what else lies in the root may be a stranger's.
    private void SweepLeftOvers()
    {
        foreach (var folder in (string[])[Runs, Batches, DeadLetters])
        {
            foreach (var path in Directory.EnumerateFiles(folder, "*" + DurableFile.TemporarySuffix, SearchOption.AllDirectories))
            {
                File.Delete(path);
            }
        }
    }

    // The store holds signed URLs, which are secrets.
    private static void CreatePrivate(string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder);
        }
        else
        {
            Directory.CreateDirectory(folder, OwnerOnly);
        }
    }
}
