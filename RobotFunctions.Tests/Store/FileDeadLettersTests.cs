using RobotFunctions.Core.DeadLetters;
using RobotFunctions.Local.Store;

namespace RobotFunctions.Tests.Store;

public sealed class FileDeadLettersTests : DeadLettersContract, IDisposable
{
    private readonly TemporaryFolder _temporary = new();
    private readonly StoreFolder _folder;

    public FileDeadLettersTests() => _folder = StoreFolder.Open(_temporary.Path);

    protected override IDeadLetters Letters => new FileDeadLetters(_folder);

    protected override int Kept => Directory.GetFiles(_folder.DeadLetters).Length;

    public void Dispose()
    {
        _folder.Dispose();
        _temporary.Dispose();
    }
}
