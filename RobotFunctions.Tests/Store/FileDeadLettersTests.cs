using RobotFunctions.Core.DeadLetters;
using RobotFunctions.Local.Store;
using RobotFunctions.Tests.Fakes;

namespace RobotFunctions.Tests.Store;

public sealed class FileDeadLettersTests : DeadLettersContract, IDisposable
{
    private readonly TemporaryStore _store = new();

    protected override IDeadLetters Letters => new FileDeadLetters(_store.Folder);

    protected override int Kept => Directory.GetFiles(_store.Folder.DeadLetters).Length;

    public void Dispose() => _store.Dispose();

    [Fact]
    public async Task Deliveries_are_forgotten_once_they_are_old_enough()
    {
        var letters = new FileDeadLetters(_store.Folder);
        letters.PurgeDelivered(FakeTimeProvider.DefaultStart);
        await letters.RememberDeliveryAsync(new DeliveredDeadLetter(Letter(1).Batch.Id, FakeTimeProvider.DefaultStart, null, FakeTimeProvider.DefaultStart), default);
        await letters.RememberDeliveryAsync(new DeliveredDeadLetter(Letter(2).Batch.Id, FakeTimeProvider.DefaultStart, null, FakeTimeProvider.DefaultStart.AddDays(2)), default);

        letters.PurgeDelivered(FakeTimeProvider.DefaultStart.AddDays(1));

        Assert.Null(await letters.FindDeliveryAsync(Letter(1).Batch.Id, default));
        Assert.NotNull(await letters.FindDeliveryAsync(Letter(2).Batch.Id, default));
    }

    protected override Task WriteAsync(string name, string content) => File.WriteAllTextAsync(Path.Combine(_store.Folder.DeadLetters, name), content);
}
