using RobotFunctions.Local.Store;

namespace RobotFunctions.Local.Commands.Enhance;

/// <summary>The folder of the work: beside the output, or a temporary one. When the command ends, only what can be continued is left.</summary>
internal sealed class WorkFolder : IDisposable
{
    private readonly bool _temporary;
    private readonly StoreFolder _store;
    private bool _finished;

    private WorkFolder(string path, bool temporary, StoreFolder store)
    {
        Path = path;
        _temporary = temporary;
        _store = store;
    }

    public string Path { get; }

    public StoreFolder Store => _store;

    /// <summary>Where standard input is copied to.</summary>
    public string InputCopy => System.IO.Path.Combine(Path, "references.jsonl");

    /// <summary>Whether it has finished answers of work that is not finished.</summary>
    public bool HasAnswers => !_temporary && !_finished && Directory.Exists(Path)
        && (new FileInfo(System.IO.Path.Combine(Path, "results.jsonl")) is { Exists: true, Length: > 0 }
            || Directory.EnumerateFiles(Path, "partial-*.jsonl", SearchOption.AllDirectories).Any());

    /// <summary>A temporary one.</summary>
    /// <exception cref="FileProblemException">There is no place for it.</exception>
    public static WorkFolder Temporary()
    {
        var path = FileProblemException.Explained(
            System.IO.Path.GetTempPath(), "temporary files of the command (TMPDIR)", static () => Directory.CreateTempSubdirectory("robot-enhance-").FullName);
        return new WorkFolder(path, temporary: true, OpenStore(path));
    }

    /// <summary>The one of a result file.</summary>
    /// <param name="output">The result file.</param>
    /// <param name="resume">Whether to continue what is there.</param>
    /// <exception cref="FileProblemException">It is in use, cannot be written to, or has unfinished work that is not to be continued.</exception>
    public static WorkFolder Beside(string output, bool resume)
    {
        var path = $"{output}.part";
        if (!resume && EnhanceWork.IsIn(path))
        {
            throw new FileProblemException($"There is unfinished work of {output} in {path}. Add --resume to continue it, or delete the folder to start again.");
        }

        FileProblemException.Explained(path, "unfinished work", () => Directory.CreateDirectory(path));
        return new WorkFolder(path, temporary: false, OpenStore(path));
    }

    /// <summary>Says that nothing of it is needed any more.</summary>
    public void Finish() => _finished = true;

    public void Dispose()
    {
        _store.Dispose();
        if (!HasAnswers)
        {
            Directory.Delete(Path, recursive: true);
        }
    }

    private static StoreFolder OpenStore(string path)
    {
        try
        {
            return StoreFolder.Open(System.IO.Path.Combine(path, "store"));
        }
        catch (StoreRefusedException)
        {
            throw new FileProblemException($"{path} is in use by another robot, or cannot be written to. Wait for the other one, or give another result file.");
        }
    }
}
