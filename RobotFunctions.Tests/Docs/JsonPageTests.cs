using System.Reflection;
using System.Text.Json;
using RobotFunctions.Core.Batches;
using RobotFunctions.Local.Commands;
using RobotFunctions.Local.Commands.Demo;
using RobotFunctions.Local.Commands.Enhance;
using RobotFunctions.Local.Commands.Registration;
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
    [InlineData(typeof(BadLine))]
    [InlineData(typeof(DemoDocument))]
    [InlineData(typeof(DemoFailure))]
    [InlineData(typeof(EnhanceSummary))]
    [InlineData(typeof(ProvisioningResult))]
    public void Every_member_is_described(Type document)
    {
        var page = File.ReadAllText(Checkout.JsonPage);

        Assert.All(
            document.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(static property => property.DeclaringType == property.ReflectedType),
            property => Assert.Matches($"[`.]{JsonNamingPolicy.SnakeCaseLower.ConvertName(property.Name)}`", page));
    }
}
