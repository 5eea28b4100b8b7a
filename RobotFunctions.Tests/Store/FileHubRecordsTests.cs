using RobotFunctions.Core.Hub;
using RobotFunctions.Local.Store;

namespace RobotFunctions.Tests.Store;

public sealed class FileHubRecordsTests : HubRecordsContract, IDisposable
{
    private readonly TemporaryStore _store = new();

    protected override IHubRecords Records => new FileHubRecords(_store.Folder);

    public void Dispose() => _store.Dispose();
}
