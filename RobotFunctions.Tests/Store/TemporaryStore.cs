using RobotFunctions.Local.Store;

namespace RobotFunctions.Tests.Store;

/// <summary>A store of a test's own, gone with the test.</summary>
public sealed class TemporaryStore : IDisposable
{
    private readonly TemporaryFolder _temporary = new();

    public TemporaryStore() => Folder = StoreFolder.Open(_temporary.Path);

    public StoreFolder Folder { get; }

    public string File(params string[] names) => _temporary.File(names);

    public void Dispose()
    {
        Folder.Dispose();
        _temporary.Dispose();
    }
}
