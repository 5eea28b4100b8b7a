using System.Text.Json;
using RobotFunctions.Local.Commands;
using RobotFunctions.Local.Commands.Demo;
using RobotFunctions.Tests.Protocol;

namespace RobotFunctions.Tests.Docs;

public sealed class JsonPageTests
{
    [Theory]
    [InlineData(typeof(CheckDocument))]
    [InlineData(typeof(CheckSection))]
    [InlineData(typeof(CheckEntry))]
    [InlineData(typeof(PollDocument))]
    [InlineData(typeof(PolledRobot))]
    [InlineData(typeof(PolledBadLine))]
    [InlineData(typeof(DemoDocument))]
    [InlineData(typeof(DemoFailure))]
    public void Every_member_is_described(Type document)
    {
        var page = File.ReadAllText(Checkout.JsonPage);

        Assert.All(
            document.GetProperties().Where(static property => property.DeclaringType == property.ReflectedType),
            property => Assert.Matches($"[`.]{JsonNamingPolicy.SnakeCaseLower.ConvertName(property.Name)}`", page));
    }
}
