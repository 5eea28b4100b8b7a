using RobotFunctions.Core.Pauses;
using RobotFunctions.Local.Store;

namespace RobotFunctions.Tests.Store;

public sealed class FilePollingPausesTests : PollingPauseStoreContract, IDisposable
{
    private readonly TemporaryStore _store = new();

    protected override IPollingPauseStore Pauses => new FilePollingPauses(_store.Folder);

    public void Dispose() => _store.Dispose();
}
