namespace RobotFunctions.Tests.Fakes.Azurite;

/// <summary>What the storage emulator offers.</summary>
public enum AzuriteService
{
    Blob,
    Queue,
    Table,
}
