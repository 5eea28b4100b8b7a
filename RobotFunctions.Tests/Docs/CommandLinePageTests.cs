using RobotFunctions.Hub.Commands;
using RobotFunctions.Local;
using RobotFunctions.Tests.Protocol;

namespace RobotFunctions.Tests.Docs;

public sealed class CommandLinePageTests
{
    [Fact]
    public void The_page_says_what_the_commands_say()
    {
        var hub = HubCommand.Create(static (_, _) => throw new NotSupportedException("No command runs here."));
        var page = CommandLinePage.Write(RobotCommand.Create(TimeProvider.System, static _ => { }, [hub]).Root);
        if (Environment.GetEnvironmentVariable("UPDATE_PAGES") == "1")
        {
            File.WriteAllText(Checkout.CommandLinePage, page);
        }

        Assert.Equal(page, File.ReadAllText(Checkout.CommandLinePage).ReplaceLineEndings("\n"));
    }
}
