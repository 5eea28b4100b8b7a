using System.Text;
using RobotFunctions.Core.Intake;
using RobotFunctions.Tests.Fakes;

namespace RobotFunctions.Tests.Intake;

public sealed class QueuedRequestTests
{
    [Fact]
    public void The_ids_are_read_even_if_the_rest_is_no_good()
    {
        var request = Read($$"""{"reference_storage_url":5,"id":"{{TestRobots.BatchId}}","robot_id":"{{TestRobots.RobotId}}"}""");

        Assert.Equal(TestRobots.BatchId, request.Id);
        Assert.Equal(TestRobots.RobotId, request.Robot);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"id":5,"robot_id":null}""")]
    [InlineData("""{"id":"\ud83d","robot_id":"9b7d4f0a-3c1e-11ee-be56-0242ac120002"}""")]
    public void A_message_without_readable_ids_has_none(string message)
    {
        var request = Read(message);

        Assert.Null(request.Id);
        Assert.Null(request.Robot);
        Assert.Equal(message, Encoding.UTF8.GetString(request.Body.Span));
    }

    private static QueuedRequest Read(string message) => QueuedRequest.Read(Encoding.UTF8.GetBytes(message));
}
