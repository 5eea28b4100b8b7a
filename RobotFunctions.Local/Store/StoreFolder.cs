using System.Globalization;

namespace RobotFunctions.Local.Store;

/// <summary>
/// The folder of the local robot's durable state: <c>runs/</c>, <c>batches/</c>, <c>dead-letters/</c>, a version
/// marker and a lock. One process owns it at a time, until it is disposed or the process ends.
/// </summary>
public sealed class StoreFolder : IDisposable
{
    /// <summary>The layout version that this build reads and writes.</summary>
    public const int Version = 1;

    /// <summary>The name of the file of the operator key.</summary>
    public const string OperatorKeyFile = "operator.key";

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

    /// <summary>Records of the dead letters that were delivered.</summary>
    public string DeliveredDeadLetters => Path.Combine(DeadLetters, "delivered");

    /// <summary>The pauses of robots that claim no work; the folder is created with the first one.</summary>
    public string PollingPauses => Path.Combine(Root, "polling-paused");

    /// <summary>What robots and the Hub told each other; the folder is created with the first record.</summary>
    public string HubRecords => Path.Combine(Root, "hub-records");

    /// <summary>The file of the operator key, readable by its owner only.</summary>
    public string OperatorKey => Path.Combine(Root, OperatorKeyFile);

    /// <summary>Opens the folder, creating it on first use, and locks it against other processes.</summary>
    /// <exception cref="StoreRefusedException">It was written by a newer version, is in use, cannot be written to, or is not a robot's store.</exception>
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
                $"The store at {root} cannot be opened: {exception.Message} Make the folder writable, or set Storage:Path to another one.");
        }
    }

    /// <summary>Whether anything can be written to it.</summary>
    public bool IsWritable()
    {
        try
        {
            using var probe = new FileStream(
                Path.Combine(Root, ".ready"), FileMode.Create, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0, FileOptions.DeleteOnClose);
            probe.WriteByte(1);
            return true;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return false;
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
                    $"The folder {root} has content but no version marker, so it is not a robot's store. Set Storage:Path to another folder.");
            }

            return;
        }

        var text = File.ReadAllText(mark).Trim();
        if (text != Version.ToString(CultureInfo.InvariantCulture))
        {
            throw new StoreRefusedException(
                $"The store at {root} has version \"{text}\"; this build reads version {Version}. Run the version of RobotFunctions that wrote it, or set Storage:Path to another folder. Nothing was changed.");
        }
    }

    private static FileStream Lock(string root)
    {
        var path = Path.Combine(root, LockFile);
        try
        {
            var file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 1);
            DurableFile.Restrict(file.SafeFileHandle);
            return file;
        }
        catch (IOException) when (File.Exists(path))
        {
            throw new StoreRefusedException(
                $"Another robot process is using the store at {root}. Stop that one first, or set Storage:Path of this one to another folder.");
        }
    }

    private void Prepare()
    {
        // The marker comes first: a folder without it is not recognised as a store.
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

    // Removes temporary files that a crash left behind, of the store's own files only: other files in the root may not be ours.
    private void SweepLeftOvers()
    {
        var ours = ((string[])[Runs, Batches, DeadLetters, PollingPauses, HubRecords])
            .Where(Directory.Exists)
            .SelectMany(static folder => Directory.EnumerateFiles(folder, "*" + DurableFile.TemporarySuffix, SearchOption.AllDirectories))
            .Concat(Directory.EnumerateFiles(Root, $"{OperatorKeyFile}.*{DurableFile.TemporarySuffix}"));
        foreach (var path in ours)
        {
            File.Delete(path);
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
