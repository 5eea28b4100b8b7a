using RobotFunctions.Tests.Fakes.Azurite;

namespace RobotFunctions.HostTests.Configuration;

[Collection(AzuriteTestGroup.Name)]
public sealed class FailClosedTests(AzuriteFixture azurite)
{
    [Theory]
    [InlineData("Robot:Id", "", "Robot:Id is missing")]
    [InlineData("Robot:Secret", "", "Robot:Secret is missing")]
    [InlineData("Robot:Secret", "@Microsoft.KeyVault(SecretUri=https://kv-robot.vault.azure.net/secrets/robot-secret)", "still an unresolved Key Vault reference")]
    [InlineData("Intake:Environment", "local", "cannot tell from other machines")]
    [InlineData("Repository:Api", "G4", "Repository:Api")]
    [InlineData("Limits:ChunkReferences", "0", "ChunkReferences")]
    [InlineData("Storage:KeepEndedRuns", "soon", "KeepEndedRuns")]
    [InlineData("Hub:Url", "https://hub.example.org", "Hub:Key is missing")]
    [InlineData("AzureWebJobsStorage", "", "AzureWebJobsStorage is missing")]
    public async Task A_mistake_in_the_configuration_stops_the_start_with_a_sentence(string setting, string value, string sentence)
    {
        var refused = await Assert.ThrowsAnyAsync<Exception>(
            () => TestApp.StartAsync(azurite, new Uri("https://repository.example"), settings: (setting, value)));

        Assert.Contains(sentence, refused.Message, StringComparison.Ordinal);
    }
}
