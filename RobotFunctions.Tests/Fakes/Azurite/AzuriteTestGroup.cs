namespace RobotFunctions.Tests.Fakes.Azurite;

/// <summary>The tests that share one storage emulator.</summary>
[CollectionDefinition(Name)]
public sealed class AzuriteTestGroup : ICollectionFixture<AzuriteFixture>
{
    public const string Name = "Azurite";
}
