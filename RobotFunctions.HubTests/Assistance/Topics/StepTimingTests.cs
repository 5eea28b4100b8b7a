using RobotFunctions.Hub.Assistance.Topics;

namespace RobotFunctions.HubTests.Assistance.Topics;

public sealed class StepTimingTests
{
    [Theory]
    [InlineData("at once", "at once")]
    [InlineData("after 2 min unless delivered", "after 2 min unless delivered")]
    [InlineData("after 120 s unless delivered", "after 2 min unless delivered")]
    [InlineData("after 90s unless acknowledged", "after 90 s unless acknowledged")]
    [InlineData("after 48 h unless acknowledged", "after 48 h unless acknowledged")]
    public void A_time_is_read_as_people_write_it_and_written_in_its_largest_unit(string text, string written) => Assert.Equal(written, StepTiming.Parse(text)!.ToString());

    [Theory]
    [InlineData("")]
    [InlineData("At once")]
    [InlineData("after 2 min")]
    [InlineData("after 0 min unless delivered")]
    [InlineData("after -2 min unless delivered")]
    [InlineData("after 2 days unless delivered")]
    [InlineData("after 2 min unless read")]
    [InlineData("after 2 min unless delivered ")]
    [InlineData("after 99999999999 min unless delivered")]
    public void Anything_else_is_no_time(string text) => Assert.Null(StepTiming.Parse(text));
}
