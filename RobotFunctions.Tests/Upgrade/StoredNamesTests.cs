using System.Text.Json;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using RobotFunctions.Core;
using RobotFunctions.Core.Batches;
using RobotFunctions.Core.Configuration;
using RobotFunctions.Core.Steps;

namespace RobotFunctions.Tests.Upgrade;

/// <summary>Names that were replaced are still read where the last release stored or asked for them (decision 010).</summary>
public sealed class StoredNamesTests
{
    [Fact]
    public void The_setting_Patience_is_read_as_RetryTimeout()
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(new Dictionary<string, string?> { ["Repository:Url"] = "https://repository.example.org", ["Repository:Patience"] = "01:00:00" })
            .Build();
        using var services = new ServiceCollection().AddLogging().AddRobot(configuration).BuildServiceProvider();

        Assert.Equal(TimeSpan.FromHours(1), services.GetRequiredService<IOptions<RepositoryOptions>>().Value.RetryTimeout);
    }

    [Fact]
    public void A_stored_outcome_LetLapse_is_read_as_LeaseAbandoned_and_written_by_its_new_name()
    {
        var read = JsonSerializer.Deserialize("""{"end":"LetLapse","counts":{},"reason":"x"}""", StepJsonContext.Default.RunOutcome)!;

        Assert.Equal(RunEnd.LeaseAbandoned, read.End);
        Assert.Contains("\"LeaseAbandoned\"", JsonSerializer.Serialize(read, StepJsonContext.Default.RunOutcome), StringComparison.Ordinal);
    }
}
