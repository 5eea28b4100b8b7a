using RobotFunctions.Core.DeadLetters;
using RobotFunctions.Local.Store;

namespace RobotFunctions.Tests.Store;

public sealed class FileDeadLettersTests : DeadLettersContract, IDisposable
{
    private readonly TemporaryStore _store = new();

    protected override IDeadLetters Letters => new FileDeadLetters(_store.Folder);

    protected override int Kept => Directory.GetFiles(_store.Folder.DeadLetters).Length;

    public void Dispose() => _store.Dispose();
}
