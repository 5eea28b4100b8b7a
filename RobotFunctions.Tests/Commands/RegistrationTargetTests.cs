using Microsoft.Extensions.Configuration;
using RobotFunctions.Core.Configuration;
using RobotFunctions.Local.Commands.Registration;
using RobotFunctions.Local.Hosting;
using RobotFunctions.Tests.Fakes;
using RobotFunctions.Tests.Store;

namespace RobotFunctions.Tests.Commands;

/// <summary>Where a new secret goes, and what the token may be sent over.</summary>
public sealed class RegistrationTargetTests : IDisposable
{
    private readonly TemporaryFolder _temporary = new();

    public void Dispose() => _temporary.Dispose();

    [Theory]
    [InlineData("plain-0123")]
    [InlineData("a\"b\\c$d e#f'g")]
    public void Any_secret_is_read_from_the_file_as_it_was_written(string secret)
    {
        File.WriteAllText(_temporary.File(".env"), "Robot__Secret=\nBATCH_SIZE=5");

        new EnvironmentFileTarget(_temporary.File(".env")).Store(TestRobots.RobotId, secret);

        var settings = new ConfigurationBuilder().AddEnvironmentFile(_temporary.Path).Build();
        Assert.Equal((TestRobots.RobotId.ToString(), secret, "5"), (settings["Robot:Id"], settings["Robot:Secret"], settings["BATCH_SIZE"]));
    }

    [Theory]
    [InlineData("Robot__Secret=there", false, "has the secret of a robot already")]
    [InlineData("ROBOT_SECRET=there", false, "has the secret of a robot already")]
    [InlineData("Robots__0__Id=one", false, "configures several robots")]
    [InlineData("ROBOT_ID=0198c0de-0000-7000-8000-00000000aaaa", true, "has the secret of another robot already")]
    [InlineData("Robot__Secret 1", false, "line 1: Write NAME=value")]
    public void A_file_with_the_secret_of_another_robot_is_left_as_it_is(string line, bool rotates, string told)
    {
        File.WriteAllText(_temporary.File(".env"), line);
        var target = new EnvironmentFileTarget(_temporary.File(".env"));

        var refused = Assert.ThrowsAny<Exception>(() => target.Check(rotates ? TestRobots.RobotId : null, overwrite: false));

        Assert.Contains(told, refused.Message, StringComparison.Ordinal);
        Assert.Equal([".env"], Directory.EnumerateFiles(_temporary.Path).Select(Path.GetFileName));
    }

    [Theory]
    [InlineData("Robot__Id=\nRobot__Secret=\n", false)]
    [InlineData("ROBOT_ID=0198c0de-0000-7000-8000-00000000beef\nROBOT_SECRET=old\n", true)]
    public void A_file_that_waits_for_this_robot_is_taken(string text, bool rotates)
    {
        File.WriteAllText(_temporary.File(".env"), text);

        new EnvironmentFileTarget(_temporary.File(".env")).Check(rotates ? TestRobots.RobotId : null, overwrite: false);

        Assert.Equal(text, File.ReadAllText(_temporary.File(".env")));
    }

    [Fact]
    public void A_link_stays_a_link_and_its_target_gets_the_secret()
    {
        File.WriteAllText(_temporary.File("real"), "");
        File.CreateSymbolicLink(_temporary.File(".env"), _temporary.File("real"));

        new EnvironmentFileTarget(_temporary.File(".env")).Store(TestRobots.RobotId, "secret");

        Assert.Contains("Robot__Secret=secret\n", File.ReadAllText(_temporary.File("real")), StringComparison.Ordinal);
        Assert.NotNull(File.ResolveLinkTarget(_temporary.File(".env"), returnFinalTarget: false));
    }

    [Theory]
    [InlineData("http://repository.example.org", false)]
    [InlineData("https://repository.example.org", true)]
    [InlineData("http://127.0.0.1:8000", true)]
    public void A_token_is_not_sent_without_TLS_except_to_this_machine(string url, bool isSent)
    {
        var settings = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?> { ["DESTINY_TOKEN"] = "t", ["Repository:Url"] = url }).Build();

        var refused = Record.Exception(() => RegistrationToken.Read(settings));

        Assert.Equal(isSent, refused is null);
        Assert.True(isSent || refused is StartRefusedException);
    }
}
